/* An owner's "my file is wrong" is a report that begins so; the desk knows it again by its beginning. Pure. */

const BEGINNINGS = ['资料更正：', 'Correction of my file: ']

export const asksToMend = (words: string): boolean => BEGINNINGS.some((beginning) => words.startsWith(beginning))

/** The area that it says is right; null where it is about something else. */
export function areaAsked(words: string): string | null {
  return (asksToMend(words) && /(\d+(?:\.\d{1,4})?)\s*㎡/.exec(words)?.[1]) || null
}

const TYPED_AREA = /^\d{1,6}(?:\.\d{1,4})?$/

/** A typed area in square metres, as the server takes it, also as a Chinese keyboard writes it; null for anything else. */
export function areaOf(text: string): string | null {
  const plainly = text.normalize('NFKC').replaceAll('。', '.').replace(/[\s㎡]|m2$/g, '')
  return TYPED_AREA.test(plainly) && /[1-9]/.test(plainly) ? plainly : null
}
