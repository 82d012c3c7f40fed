/* How a trigger stands: failed, not come when it was due, never run yet, or well. Pure: takes the time as given. */
import type { Trigger } from '@/api/types'

const MINUTE = 60_000
const SHANGHAI_MS = 8 * 60 * MINUTE
/** A run that comes so much later than it was due is missing. */
const GRACE_MS = 5 * MINUTE

export type Standing = 'failed' | 'missing' | 'never' | 'well'
const ORDER: readonly Standing[] = ['failed', 'missing', 'never', 'well']

type When = Pick<Trigger, 'every_minutes' | 'day' | 'next_at'>

/** When it was due last: one step of its schedule before the next. */
export function dueBefore(one: When): number {
  const next = Date.parse(one.next_at)
  if (one.every_minutes !== null) return next - one.every_minutes * MINUTE
  if (one.day === null) return next - 24 * 60 * MINUTE
  const month = new Date(next + SHANGHAI_MS)
  month.setUTCMonth(month.getUTCMonth() - 1)
  return month.getTime() - SHANGHAI_MS
}

export function standingOf(one: When & Pick<Trigger, 'last'>, now: number): Standing {
  if (!one.last) return 'never'
  if (one.last.error !== null) return 'failed'
  const due = dueBefore(one)
  return Date.parse(one.last.started_at) < due && now > due + GRACE_MS ? 'missing' : 'well'
}

/** What wants somebody's eyes first, then in the order given. */
export function sorted(triggers: readonly Trigger[], now: number): { one: Trigger; standing: Standing }[] {
  const all = triggers.map((one) => ({ one, standing: standingOf(one, now) }))
  return all.sort((a, b) => rank(a.standing) - rank(b.standing))
}

const rank = (standing: Standing): number => (standing === 'well' ? ORDER.indexOf('never') : ORDER.indexOf(standing))
