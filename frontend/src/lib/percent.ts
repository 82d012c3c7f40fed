/* Percentages are exact decimal texts with two decimals at most. Pure. */

const WHOLE = 10_000

/** 20.00 is 20; 12.50 is 12.5. */
export const plainPercent = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text)

/** A typed percentage, also as a Chinese keyboard writes it; null for anything that is not between 0 and 100. */
export function percentOf(text: string): string | null {
  const plainly = text.normalize('NFKC').replaceAll('。', '.').replace(/[\s%]/g, '')
  if (!/^\d{1,3}(?:\.\d{1,2})?$/.test(plainly)) return null
  return hundredths(plainly) <= WHOLE ? plainly : null
}

/** 0, 0.00: nothing off. */
export const isNothing = (percent: string): boolean => !/[1-9]/.test(percent)

/** What is left to pay of a hundred: 20 leaves 80, 12.5 leaves 87.5. */
export function keptOf(percent: string): string {
  const digits = String(WHOLE - hundredths(percent)).padStart(3, '0')
  return plainPercent(`${digits.slice(0, -2)}.${digits.slice(-2)}`)
}

function hundredths(text: string): number {
  const [whole = '0', rest = ''] = text.split('.')
  return Number(whole) * 100 + Number(rest.padEnd(2, '0').slice(0, 2))
}
