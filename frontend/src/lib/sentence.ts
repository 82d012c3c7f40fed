/* How a bill's line came about, as parts to read: "94.56 ㎡ × 1.30 元/㎡·月 × 1 月 + 20.00 元 = 142.93 元"; of a part of the month
   "… × 15/30 天", less a discount "… × 80%", and what is taken off without a formula "减免 −50.00 元".
   Pure: a line and the words for units in, parts out. A part with a figure can say where it comes from. */
import type { Line, Source } from '@/api/types'
import { decimal, yuan } from './money'
import { keptOf } from './percent'

export type FigureKind = 'quantity' | 'rate' | 'months' | 'surcharge' | 'fixed' | 'days' | 'discount' | 'waived'
export interface Figure {
  kind: FigureKind
  text: string
  source: Source | null
}
export type Part = { text: string; figure: null } | { text: string; figure: Figure }

/** The written units of one language. */
export interface Units {
  area: string
  amount: (yuan: string) => string
  perArea: (yuan: string) => string
  perMonth: (yuan: string) => string
  months: (count: string) => string
  /** So many days of so many. */
  days: (count: number, of: number) => string
  /** An amount taken off, or put back. */
  waived: (yuan: string, off: boolean) => string
  /** What was billed before, by which area, and what is missing of the right sum. */
  missing: (was: string, area: string | null, yuan: string) => string
  other: (value: string, unit: string) => string
}

const AREA = new Set(['m2', 'm²', '㎡'])
const NBSP = '\u00a0'

function says(text: string): Part {
  return { text, figure: null }
}

function asks(kind: FigureKind, text: string, source: Source | null): Part {
  return { text, figure: { kind, text, source } }
}

function quantity(line: Line, units: Units): Part[] {
  if (!line.quantity) return []
  const { value, unit, source } = line.quantity
  const text = AREA.has(unit) ? `${decimal(value)}${NBSP}${units.area}` : units.other(value, unit)
  return [asks('quantity', text, source)]
}

function rate(line: Line, units: Units): Part[] {
  if (!line.rate) return []
  const overArea = !line.quantity || AREA.has(line.quantity.unit)
  const text = overArea ? units.perArea(decimal(line.rate.value)) : units.other(decimal(line.rate.value), line.rate.unit)
  return [says(' × '), asks('rate', text, line.rate.source)]
}

function surcharge(line: Line, units: Units): Part[] {
  if (!line.surcharge || line.surcharge.value_fen === 0) return []
  return [says(' + '), asks('surcharge', units.amount(yuan(line.surcharge.value_fen)), line.surcharge.source)]
}

/** How much of a month's sum it is: whole months, a part by days, less what is taken off. */
function share(line: Line, units: Units): Part[] {
  const parts = [says(' × '), asks('months', units.months(line.months), null)]
  if (line.days < line.of_days) parts.push(says(' × '), asks('days', units.days(line.days, line.of_days), null))
  if (line.discount) parts.push(says(' × '), asks('discount', `${keptOf(line.discount.percent)}%`, line.discount.source))
  return parts
}

/** An amount without a formula: its paper says why, and it holds on no other day. */
function waived({ amount_fen, fixed }: Line, units: Units): Part {
  return asks('waived', units.waived(yuan(Math.abs(amount_fen)), amount_fen < 0), fixed && { ...fixed.source, since_on: null })
}

/** Whatever is worked out on area and surcharge together wants them in brackets. */
const isPart = (line: Line): boolean => line.days < line.of_days || line.discount !== null

function byArea(line: Line, units: Units): Part[] {
  const [area, extra] = [[...quantity(line, units), ...rate(line, units)], surcharge(line, units)]
  if (extra.length && isPart(line)) return [says('('), ...area, ...extra, says(')'), ...share(line, units)]
  return [...area, ...share(line, units), ...extra]
}

export function sentence(line: Line, units: Units): Part[] {
  if (line.formula === 'waived') return [waived(line, units)]
  const result =
    line.was_fen === null
      ? says(` =${NBSP}${units.amount(yuan(line.amount_fen))}`)
      : says(units.missing(yuan(line.was_fen), line.was_area === null ? null : decimal(line.was_area), yuan(line.amount_fen)))
  if (line.formula === '2002' && line.fixed) return [asks('fixed', units.perMonth(yuan(line.fixed.value_fen)), line.fixed.source), ...share(line, units), result]
  return [...byArea(line, units), result]
}

/** The whole sentence as one text, for reading aloud and for tests. */
export function sentenceText(line: Line, units: Units): string {
  return sentence(line, units)
    .map((part) => part.text)
    .join('')
}
