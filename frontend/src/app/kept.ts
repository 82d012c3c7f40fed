/* Small things remembered on this device; a private window simply forgets them. */

export function recall(name: string): string | null {
  try {
    return localStorage.getItem(`guanjia.${name}`)
  } catch {
    return null
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`guanjia.${name}`, value)
  } catch {
    // Nothing to do: it is only a convenience.
  }
}
