/* Dated facts laid out as bars over the years. Pure: facts and today in, positions out, in thousandths of the width. */
import type { UnitFact } from '@/api/types'
import { dayNumber } from '@/lib/dates'

export interface Bar {
  fact: UnitFact
  x: number
  w: number
  past: boolean
  openEnd: boolean
  /** Too short for its words, which then stand left of it. */
  aside: boolean
}
export interface BarRow {
  kind: string
  name: string
  bars: Bar[]
}
export interface Bars {
  rows: BarRow[]
  years: { year: number; x: number }[]
  today: number
}

const WHOLE = 1000
const LEAST = 42
const SHORT = 160
const DAYS_AHEAD = 0.08
const FEWEST_DAYS = 400
const MOST_YEARS = 8
const LAST_TICK = 960
const ORDER = ['area', 'payer', 'occupancy', 'item', 'discount']
/** Kinds of which a unit has several, each by its name. */
const NAMED = new Set(['item', 'discount'])

function range(facts: readonly UnitFact[], today: number): [number, number] {
  const known = facts.flatMap((fact) => [fact.from_on, fact.to_on]).filter((day): day is string => Boolean(day))
  const first = Math.min(today - FEWEST_DAYS, ...known.map(dayNumber))
  const ahead = Math.max(today, ...known.map(dayNumber).filter((day) => day < today + FEWEST_DAYS))
  return [first, ahead + Math.ceil((ahead - first) * DAYS_AHEAD)]
}

function yearTicks(first: number, last: number, at: (day: number) => number): Bars['years'] {
  const from = new Date(first * 86_400_000).getUTCFullYear() + 1
  const to = new Date(last * 86_400_000).getUTCFullYear()
  const step = Math.max(1, Math.ceil((to - from + 1) / MOST_YEARS))
  const ticks = []
  for (let year = from; year <= to; year += step) {
    const x = at(dayNumber(`${year}-01-01`))
    if (x < LAST_TICK) ticks.push({ year, x })
  }
  return ticks
}

export function layBars(facts: readonly UnitFact[], todayDay: string): Bars {
  const today = dayNumber(todayDay)
  const [first, last] = range(facts, today)
  const at = (day: number) => Math.round(Math.min(1, Math.max(0, (day - first) / (last - first))) * WHOLE)
  const rows: BarRow[] = []
  for (const fact of [...facts].sort((left, right) => (left.from_on ?? '').localeCompare(right.from_on ?? ''))) {
    const x = fact.from_on ? at(dayNumber(fact.from_on)) : 0
    const end = fact.to_on ? at(dayNumber(fact.to_on) + 1) : WHOLE
    const bar = { fact, x, w: Math.max(end - x, LEAST), past: Boolean(fact.to_on && dayNumber(fact.to_on) < today), openEnd: !fact.to_on, aside: false }
    const name = NAMED.has(fact.kind) ? fact.name : ''
    const row = rows.find((one) => one.kind === fact.kind && one.name === name && one.bars.every((other) => other.x + other.w <= x + 2))
    if (row) row.bars.push(bar)
    else rows.push({ kind: fact.kind, name, bars: [bar] })
  }
  const places = new Map([...facts].reverse().map((fact, index) => [fact.name, -index]))
  const place = (row: BarRow) => places.get(row.name) ?? 0
  rows.sort((left, right) => ORDER.indexOf(left.kind) - ORDER.indexOf(right.kind) || place(left) - place(right))
  for (const { bars } of rows) {
    bars.forEach((bar, index) => {
      const before = bars[index - 1]
      bar.aside = bar.w < SHORT && bar.x - (before ? before.x + before.w : 0) > SHORT
    })
  }
  return { rows, years: yearTicks(first, last, at), today: at(today) }
}

export const share = (thousandths: number): string => `${(thousandths - (thousandths % 10)) / 10}.${thousandths % 10}%`
