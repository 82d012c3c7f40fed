/* What this entry of the tab's history holds: a reload and the way back find it again, another visit does not. */

export function here<T>(name: string): T | null {
  const state = history.state as Record<string, T> | null
  return state?.[name] ?? null
}

export function keepHere(name: string, value: unknown): void {
  history.replaceState({ ...(history.state as object | null), [name]: value }, '')
}
