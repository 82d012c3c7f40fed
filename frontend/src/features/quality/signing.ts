/* Which units can be signed off together, and what stands in the way of the others. Pure. */
import type { Verified } from '@/api/types'

/** So many at once. */
export const MOST = 40

type Unit = Pick<Verified, 'area' | 'is_done' | 'is_own'>

/** Whoever entered an area does not sign it off; without one there is nothing to sign. */
export const mayBeSigned = (one: Unit): boolean => !one.is_done && !one.is_own && one.area !== ''

export type Mark = 'done' | 'differs' | 'changed' | 'no_area' | 'own' | 'waiting'

/** How a unit stands: what was said of it counts only for the area that it has. */
export function markOf(one: Unit & Pick<Verified, 'sign'>): Mark {
  if (one.is_done) return 'done'
  if (one.sign?.says && one.sign.area === one.area) return 'differs'
  if (one.area === '') return 'no_area'
  if (one.sign) return 'changed'
  return one.is_own ? 'own' : 'waiting'
}

/** The chosen ones with, or without, these; never more than can be signed at once. */
export function toggled(picked: readonly string[], ids: readonly string[], on: boolean): string[] {
  const others = picked.filter((one) => !ids.includes(one))
  return on ? [...others, ...ids].slice(0, MOST) : others
}
