/* What a change would do, read from the plain facts that its kind gives: before, after, months, money. Pure. */
import type { ApprovalPage, Stretch } from '@/api/types'

export interface AreaFact {
  area: string
  from_on: string | null
  to_on: string | null
  paper: string
}
export interface Month {
  period: string
  item_id: string
  item_name: string
  billed_fen: number
  right_fen: number
  amount_fen: number
  settled_fen: number
  area_before: string[]
  area_after: string[]
  rate: string[]
}
/** What a party is credited beyond open bills, and asked for; who does not pay any more is given it back. */
export interface Moved {
  party_id: string
  credit_fen: number
  debit_fen: number
  pays_now: boolean
}
export interface AreaPreview {
  before: AreaFact[]
  after: AreaFact[]
  months: Month[]
  money: Moved[]
}
export interface Changed {
  from_on: string
  to_on: string | null
  before: AreaFact[]
  area: string
  /** Exact, signed; null where there is not one area before. */
  difference: string | null
}

const PLACES = 4
const LAST_DAY = '9999-12-31'

/** What this page knows of an area's preview; null of another kind. */
export function areaPreview({ approval, preview }: Pick<ApprovalPage, 'approval' | 'preview'>): AreaPreview | null {
  if (approval.kind !== 'unit.area') return null
  const { before = [], after = [], months = [], money = [] } = preview as unknown as Partial<AreaPreview>
  return { before, after, months, money }
}

export const stretchesOf = ({ request }: Pick<ApprovalPage['approval'], 'request'>): Stretch[] =>
  [...((request as unknown as { stretches?: Stretch[] }).stretches ?? [])].sort((one, other) => (one.from_on < other.from_on ? -1 : 1))

/** In ten-thousandths of a square metre: areas have four decimals at most. */
function scaled(area: string): number {
  const [whole = '0', rest = ''] = area.split('.')
  return Number(whole + rest.padEnd(PLACES, '0').slice(0, PLACES))
}

/** The exact difference of two areas, with its sign: −20, +0.25, 0. */
export function differenceOf(before: string, after: string): string {
  const size = scaled(after) - scaled(before)
  const digits = String(Math.abs(size)).padStart(PLACES + 1, '0')
  const rest = digits.slice(-PLACES).replace(/0+$/, '')
  return `${size < 0 ? '−' : size > 0 ? '+' : ''}${digits.slice(0, -PLACES)}${rest ? `.${rest}` : ''}`
}

const meets = (fact: AreaFact, { from_on, to_on }: Stretch): boolean => (fact.from_on ?? '') <= (to_on ?? LAST_DAY) && (fact.to_on ?? LAST_DAY) >= from_on

/** Each stretch that is asked for, beside what stands in those days. */
export function changesOf(stretches: readonly Stretch[], before: readonly AreaFact[]): Changed[] {
  return stretches.map((one) => {
    const found = before.filter((fact) => meets(fact, one))
    const [first] = found
    return { from_on: one.from_on, to_on: one.to_on, before: found, area: one.area, difference: found.length === 1 && first ? differenceOf(first.area, one.area) : null }
  })
}

export interface Totals {
  bills: number
  billed_fen: number
  right_fen: number
  amount_fen: number
  settled_fen: number
}

export function totalsOf(months: readonly Month[]): Totals {
  const sum = (of: (month: Month) => number) => months.reduce((all, month) => all + of(month), 0)
  return { bills: months.length, billed_fen: sum((m) => m.billed_fen), right_fen: sum((m) => m.right_fen), amount_fen: sum((m) => m.amount_fen), settled_fen: sum((m) => m.settled_fen) }
}

/** By what all of the months were computed, where that is one thing: "120.00" of all areas before, "10.00" of all rates. */
export function alike(months: readonly Month[], of: 'area_before' | 'area_after' | 'rate'): string | null {
  const found = new Set(months.flatMap((month) => month[of]))
  return found.size === 1 ? ([...found][0] ?? null) : null
}
