/* A list, newest first, by Shanghai days. Pure. */
import { dayOf } from '@/lib/dates'

export interface Day<Row> {
  day: string
  rows: Row[]
  /** The list goes on, so that there may be more of this day. */
  open: boolean
}

/** `more`: what is given is not all of the list. */
export function byDay<Row extends { missed_at: string }>(rows: readonly Row[], more: boolean): Day<Row>[] {
  const days: Day<Row>[] = []
  for (const row of rows) {
    const day = dayOf(row.missed_at)
    const last = days.at(-1)
    if (last?.day === day) last.rows.push(row)
    else days.push({ day, rows: [row], open: false })
  }
  const last = days.at(-1)
  if (last) last.open = more
  return days
}
