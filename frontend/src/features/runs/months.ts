/* Which month to bill next. Pure. */
import { plusMonths } from '@/lib/dates'

const MONTHS_BACK = 12

/** The months offered, newest first: the next, this one, and a year back. */
export function monthsOffered(today: string): string[] {
  return Array.from({ length: MONTHS_BACK + 2 }, (_, index) => plusMonths(today.slice(0, 7), 1 - index))
}

/** This month while it has no run, else the newest that has none; this month when every one has a run. */
export function monthToBill(today: string, taken: ReadonlySet<string>): string {
  const now = today.slice(0, 7)
  return taken.has(now) ? (monthsOffered(today).find((month) => !taken.has(month)) ?? now) : now
}
