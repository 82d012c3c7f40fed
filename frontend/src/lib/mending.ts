/* An owner's "my file is wrong" is a report that begins so; the desk knows it again, and what it is about, by its beginning. Pure. */

export type Topic = 'area' | 'file' | 'payer' | 'transfer'

const BEGINNINGS = ['资料更正：', 'Correction of my file: ']
/** How each topic goes on; the words of `mend.line.*` keep to them. */
const GOES_ON: Record<Topic, readonly string[]> = {
  area: ['面积应为', 'the area should be'],
  file: ['姓名或电话：', 'name or phone: '],
  payer: ['付款人：', 'who pays: '],
  transfer: ['过户：', 'change of owner: '],
}

const beginningOf = (words: string): string | undefined => BEGINNINGS.find((beginning) => words.startsWith(beginning))

export const asksToMend = (words: string): boolean => beginningOf(words) !== undefined

/** What it is about; null where its own words say. */
export function topicAsked(words: string): Topic | null {
  const beginning = beginningOf(words)
  const rest = beginning === undefined ? null : words.slice(beginning.length)
  const topics = Object.keys(GOES_ON) as Topic[]
  return (rest !== null && topics.find((topic) => GOES_ON[topic].some((start) => rest.startsWith(start)))) || null
}

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
