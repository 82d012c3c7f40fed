/* Has the service worker (public/sw.js) keep the files that this page has started with, once it stands. */
const AFTER_MS = 2_000

function started(): string[] {
  return performance
    .getEntriesByType('resource')
    .map((entry) => new URL(entry.name))
    .filter((url) => url.origin === location.origin)
    .map((url) => url.pathname)
}

async function keep(): Promise<void> {
  try {
    await navigator.serviceWorker.register('/sw.js')
    const worker = (await navigator.serviceWorker.ready).active
    worker?.postMessage(started())
  } catch {
    // A browser that keeps nothing (a private window): the page works as before.
  }
}

/** Later than everything that somebody waits for. Only of a built page: a developer wants to see what they changed. */
export function keepShell(): void {
  if (import.meta.env.PROD && 'serviceWorker' in navigator) setTimeout(() => void keep(), AFTER_MS)
}
