/* Whether a key belongs to a field, a dialog or the browser, and is none of the page's own. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return true
  const target = event.target as HTMLElement
  return /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.closest?.('dialog, .find') !== null
}
