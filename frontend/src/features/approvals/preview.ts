/* What a change would do, read from the plain facts that its kind gives: before, after, months, money. Pure. */
import type { ApprovalPage } from '@/api/types'
import type { Value } from '@/features/corrections/values'

export interface Fact extends Value {
  from_on?: string | null
  to_on?: string | null
  paper?: string
  /** Of a change of owner: whose relation to the unit it is, or `payer`. */
  about?: string
  phone_masked?: string | null
  /** Of a file: masked; `changes` names what is written anew. */
  id_number_masked?: string | null
  changes?: string[]
  /** Of a waiver: which bill, what it comes to, what is off it. */
  period?: string
  item_name?: string
  amount_fen?: number
  waived_fen?: number
}
export interface Month {
  period: string
  item_id: string
  item_name: string
  billed_fen: number
  right_fen: number
  amount_fen: number
  settled_fen: number
  credited_fen: number
  debited_fen: number
  area_before: string[]
  area_after: string[]
  rate_before: string[]
  rate: string[]
  percent_before: string[]
  percent_after: string[]
}
/** What a party's open bills take, what is credited beyond them, and what is asked for; who pays no more is given it back. */
export interface Moved {
  party_id: string
  name: string
  settled_fen: number
  credit_fen: number
  debit_fen: number
  pays_now: boolean
}
/** A month of all units that a price touches. */
export interface SpreadMonth {
  period: string
  bills: number
  billed_fen: number
  right_fen: number
}
export interface Preview {
  kind: string
  before: Fact[]
  after: Fact[]
  months: Month[]
  money: Moved[]
  item_name: string
  /** Of a price alone: its months over all units. */
  spread: { months: SpreadMonth[]; units: number } | null
}
/** A stretch as it is asked for, beside what stands in those days. */
export interface Changed {
  from_on: string
  to_on: string | null
  before: Fact[]
  after: Value
  /** Exact, signed; of areas alone, where there is one before. */
  difference: string | null
}

const PLACES = 4
const LAST_DAY = '9999-12-31'
const KNOWN = new Set(['unit.area', 'unit.payer', 'unit.occupancy', 'unit.discount', 'bill.waiver', 'item.tariff', 'unit.transfer', 'party.file'])
/** Kinds that move money between parties: their sum is nothing. */
const BETWEEN = new Set(['unit.payer', 'unit.transfer'])

export const isBetween = (kind: string): boolean => BETWEEN.has(kind)

/** What this page knows of a preview; null of a kind that shows itself elsewhere. */
export function previewOf({ approval, preview }: Pick<ApprovalPage, 'approval' | 'preview'>): Preview | null {
  const { kind } = approval
  if (!KNOWN.has(kind)) return null
  const { before = [], after = [], months = [], money = [], item_name = '', units = 0 } = preview as unknown as Partial<Preview> & { units?: number }
  const facts = { kind, before, after, money, item_name: item_name || (before[0]?.item_name ?? after[0]?.item_name ?? '') }
  if (kind === 'item.tariff') return { ...facts, months: [], spread: { months: months as unknown as SpreadMonth[], units } }
  return { ...facts, months, spread: null }
}

type Stretch = Value & { from_on: string; to_on: string | null }

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

const meets = (fact: Fact, { from_on, to_on }: Stretch): boolean => (fact.from_on ?? '') <= (to_on ?? LAST_DAY) && (fact.to_on ?? LAST_DAY) >= from_on

/** Each stretch that is asked for, beside what stands in those days; who is meant is named as the preview names them. */
export function changesOf(stretches: readonly Stretch[], { before, after }: Pick<Preview, 'before' | 'after'>): Changed[] {
  const named = new Map([...before, ...after].map((fact) => [fact.party_id, fact.name]))
  return stretches.map((one) => {
    const found = before.filter((fact) => meets(fact, one))
    const [first] = found
    const difference = found.length === 1 && first?.area && one.area ? differenceOf(first.area, one.area) : null
    return { from_on: one.from_on, to_on: one.to_on, before: found, after: { ...one, name: one.name ?? named.get(one.party_id) }, difference }
  })
}

export interface Totals {
  bills: number
  billed_fen: number
  right_fen: number
  amount_fen: number
  settled_fen: number
  credited_fen: number
  debited_fen: number
}

export function totalsOf(months: readonly Month[]): Totals {
  const sum = (of: (month: Month) => number) => months.reduce((all, month) => all + of(month), 0)
  return {
    bills: months.length,
    billed_fen: sum((m) => m.billed_fen),
    right_fen: sum((m) => m.right_fen),
    amount_fen: sum((m) => m.amount_fen),
    settled_fen: sum((m) => m.settled_fen),
    credited_fen: sum((m) => m.credited_fen),
    debited_fen: sum((m) => m.debited_fen),
  }
}

export interface Line {
  fact: Fact
  /** Stands on one side alone: it ends, or it is new. */
  moves: boolean
}

const said = ({ about, party_id, from_on, to_on }: Fact): string => [about, party_id, from_on, to_on].join('|')

/** Who belongs to a unit and who pays, beside what becomes of it: each side with what the other does not have marked. */
export function sidesOf({ before, after }: Pick<Preview, 'before' | 'after'>): { before: Line[]; after: Line[] } {
  const mark = (some: Fact[], other: Fact[]): Line[] => {
    const there = new Set(other.map(said))
    return some.map((fact) => ({ fact, moves: !there.has(said(fact)) }))
  }
  return { before: mark(before, after), after: mark(after, before) }
}

/** How many bills it touches. */
export const billsOf = ({ months, spread }: Preview): number => (spread ? spread.months.reduce((all, month) => all + month.bills, 0) : months.length)

type Inputs = 'area_before' | 'area_after' | 'rate_before' | 'rate' | 'percent_before' | 'percent_after'

/** By what all of the months were computed, where that is one thing: "120.00" of all areas before, "10.00" of all rates. */
export function alike(months: readonly Month[], of: Inputs): string | null {
  const found = new Set(months.flatMap((month) => month[of]))
  return found.size === 1 ? ([...found][0] ?? null) : null
}

/** The names of those whose money goes one way, as far as there is one. */
export const oneName = (money: readonly Moved[], of: (one: Moved) => number): string | null => {
  const found = [...new Set(money.filter((one) => of(one) > 0).map((one) => one.name))]
  return found.length === 1 ? (found[0] ?? null) : null
}
