/* The page's own service worker: keeps the app's shell, so that a second visit opens without signal.
   It keeps files of the build and nothing else: what the server says about anybody (/api) never passes through here.
   Files whose names carry a hash come from what is kept; the shell itself from the network while that answers in time.
   A new version takes over by itself: it is kept once a page has started with it, and then the old one is let go of. */
const KEPT = 'guanjia-shell-'
const SHELL = '/'
const FIXED = ['/start.js', '/icon.svg', '/favicon.ico']
const ENTRY = /^\/assets\/index-[\w-]+\.js$/
const ASSET = /^\/assets\/[\w.-]+$/
const PATIENCE_MS = 3_000
const FAULT = 500

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(begin()))
self.addEventListener('message', (event) => event.waitUntil(keep(event.data)))
self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== location.origin || url.pathname.startsWith('/api/')) return
  if (ASSET.test(url.pathname)) event.respondWith(asset(request))
  else if (FIXED.includes(url.pathname)) event.respondWith(fetch(request).catch(() => found(url.pathname)))
  else if (request.mode === 'navigate') event.respondWith(shell(event))
})

async function begin() {
  await self.registration.navigationPreload?.enable()
  await self.clients.claim()
}

/** What is kept under this path; an error page of the browser where nothing is. */
async function found(path) {
  return (await caches.match(path, { ignoreVary: true })) ?? Response.error()
}

async function asset(request) {
  const kept = await caches.match(request, { ignoreVary: true })
  if (kept) return kept
  const answer = await fetch(request)
  const name = (await names()).pop()
  if (answer.ok && name) await (await caches.open(name)).put(request, answer.clone())
  return answer
}

/** Every address of the page has the same shell. */
async function shell(event) {
  const kept = await caches.match(SHELL, { ignoreVary: true })
  const asked = Promise.resolve(event.preloadResponse).then((answer) => answer ?? fetch(event.request))
  event.waitUntil(asked.catch(() => undefined))
  if (!kept) return asked
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, kept))
  return Promise.race([asked.then((answer) => (answer.status < FAULT ? answer : kept)).catch(() => kept), late])
}

/** A page has started with these files: they are the shell from now on. */
async function keep(paths) {
  const files = paths.filter((path) => ASSET.test(path))
  const entry = files.find((path) => ENTRY.test(path))
  if (!entry) return
  const name = KEPT + entry
  const fresh = !(await caches.has(name))
  const html = fresh ? await fetch(SHELL, { cache: 'no-cache', credentials: 'omit' }) : null
  if (html && !(html.ok && (await html.clone().text()).includes(entry))) return // another version since
  const cache = await caches.open(name)
  const known = (await cache.keys()).map((request) => new URL(request.url).pathname)
  await cache.addAll([...FIXED, ...files].filter((path) => !known.includes(path)))
  if (html) await cache.put(SHELL, html)
  for (const old of await names()) if (old !== name) await caches.delete(old)
}

async function names() {
  return (await caches.keys()).filter((name) => name.startsWith(KEPT))
}
