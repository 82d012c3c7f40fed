/* Small things remembered on this device; a private window simply forgets them. */
import type { Keeper, Kept } from '@/api/verb'

export function recall(name: string): string | null {
  try {
    return localStorage.getItem(`guanjia.${name}`)
  } catch {
    return null
  }
}

/** True unless this device says that it remembers nothing by that name. */
export function mayRemember(name: string): boolean {
  try {
    return localStorage.getItem(`guanjia.${name}`) !== null
  } catch {
    return true
  }
}

export function forget(name: string): void {
  try {
    localStorage.removeItem(`guanjia.${name}`)
  } catch {
    // Nothing was kept.
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`guanjia.${name}`, value)
  } catch {
    // Nothing to do: it is only a convenience.
  }
}

/** What this tab alone holds for a while, so that a reload does not lose the step; null when it is older than that. */
export function held<T>(name: string, seconds: number): T | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(`guanjia.${name}`) ?? 'null') as { at: number; value: T } | null
    return kept && Date.now() - kept.at < seconds * 1_000 ? kept.value : null
  } catch {
    return null
  }
}

/** Hold `value` in this tab; null lets go of it. */
export function hold(name: string, value: unknown): void {
  try {
    if (value === null) sessionStorage.removeItem(`guanjia.${name}`)
    else sessionStorage.setItem(`guanjia.${name}`, JSON.stringify({ at: Date.now(), value }))
  } catch {
    // Nothing to do: it is only a convenience.
  }
}

/** Keeps an intention in this tab until its outcome is known: a reload asks again under the same key. */
export function keptIntention(name: string, seconds: number): Keeper {
  return { read: () => held<Kept>(name, seconds), write: (kept) => hold(name, kept) }
}
