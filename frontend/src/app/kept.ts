/* Small things remembered on this device; a private window simply forgets them. */

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
