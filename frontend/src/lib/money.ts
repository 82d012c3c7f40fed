/* Money is whole fen (分). Integer arithmetic only; owns how an amount is written, and how a typed one is read. */

const MINUS = '−'

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
}

function plain(fen: number): string {
  if (!Number.isSafeInteger(fen)) throw new RangeError('money must be whole fen')
  const size = Math.abs(fen)
  const rest = size % 100
  return `${grouped(String((size - rest) / 100))}.${String(rest).padStart(2, '0')}`
}

/** 1,234.50, with a true minus; for table cells and sentences that name the unit themselves. */
export function yuan(fen: number): string {
  return (fen < 0 ? MINUS : '') + plain(fen)
}

/** ¥1,234.50 */
export function money(fen: number): string {
  return (fen < 0 ? MINUS : '') + '¥' + plain(fen)
}

/** +1,234.50 or −200.00; 0.00 without a sign. */
export function signedYuan(fen: number): string {
  return (fen > 0 ? '+' : '') + yuan(fen)
}

/** A share of two amounts as a signed percentage with one decimal, half away from zero: "+1.2%". Null without a base. */
export function percentOf(part: number, whole: number): string | null {
  if (whole === 0) return null
  const size = Math.abs(part) * 1000
  const base = Math.abs(whole)
  const tenths = Math.floor((size * 2 + base) / (base * 2))
  const rest = tenths % 10
  const sign = tenths === 0 ? '' : part < 0 !== whole < 0 ? MINUS : '+'
  return `${sign}${grouped(String((tenths - rest) / 10))}.${rest}%`
}

/** An exact decimal text, such as a rate or an area, with two decimals at least: 2.5 is 2.50, 1234.125 is 1,234.125. */
export function decimal(text: string): string {
  const [whole = '0', rest = ''] = text.split('.')
  return `${grouped(whole)}.${rest.padEnd(2, '0')}`
}

/** Whole numbers with thousands marks: 1,248. */
export function count(number: number): string {
  return grouped(String(Math.trunc(number)))
}

/** The most that one payment takes: ten million yuan. */
export const MOST_FEN = 1_000_000_000

/** Why a typed amount is refused; each has its sentence under `money.wrong`. */
export type AmountWrong = 'nothing' | 'negative' | 'too_fine' | 'not_a_number' | 'too_much'
export type Amount = { fen: number; wrong: null } | { fen: null; wrong: AmountWrong }

const TYPED = /^(\d+|\d{1,3}(?:,\d{3})+)?(?:\.(\d*))?$/
const refused = (wrong: AmountWrong): Amount => ({ fen: null, wrong })

/** A typed amount in yuan as fen, exactly: 88 · 88.5 · 88.50 · 1,234.50; also as a Chinese keyboard writes it (８８。５). */
export function amountOf(text: string): Amount {
  const plainly = text.normalize('NFKC').replaceAll('。', '.').replaceAll('，', ',').replace(/\s/g, '').replace(/^[¥￥]/, '').replace(/元$/, '')
  if (plainly === '') return refused('nothing')
  if (/^[-−–—]/.test(plainly)) return refused('negative')
  const [whole, digits = '', rest = ''] = TYPED.exec(plainly) ?? []
  if (whole === undefined || digits + rest === '') return refused('not_a_number')
  if (rest.length > 2) return refused('too_fine')
  const written = (digits.replaceAll(',', '') + rest.padEnd(2, '0')).replace(/^0+(?=\d)/, '')
  const fen = written.length > String(MOST_FEN).length ? MOST_FEN + 1 : Number(written)
  return fen > MOST_FEN ? refused('too_much') : { fen, wrong: null }
}
