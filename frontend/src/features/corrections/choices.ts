/* What of a unit a change may be about: its people, the fees it is charged, how it may be used. Pure. */
import type { Occupancy, UnitFact, UnitPage } from '@/api/types'

export const OCCUPANCIES: readonly Occupancy[] = ['lived_in', 'vacant', 'let', 'renovating']

const OWNING = new Set(['owner', 'co_owner'])

interface Held {
  from_on: string | null
  to_on: string | null
}
export const holdsOn = ({ from_on, to_on }: Held, day: string): boolean => (from_on ?? '') <= day && (to_on === null || to_on >= day)

/** What is believed now and holds on `day`. */
export const standsOn = (fact: UnitFact, day: string): boolean => fact.replaced_on === null && holdsOn(fact, day)

export const factOn = (page: UnitPage, kind: string, day: string): UnitFact | null => page.facts.find((one) => one.kind === kind && standsOn(one, day)) ?? null

/** Everybody of the unit once, who lives there today first: a bill of the past may be somebody's who has moved. */
export function membersOf(page: UnitPage, today: string): UnitPage['people'] {
  const once = new Map<string, UnitPage['people'][number]>()
  for (const there of [true, false]) for (const one of page.people) if (holdsOn(one, today) === there && !once.has(one.party_id)) once.set(one.party_id, one)
  return [...once.values()]
}

/** The fees that it is charged today, or will be. */
export function chargedOf(page: UnitPage, today: string): { id: string; name: string }[] {
  const once = new Map<string, string>()
  for (const one of page.facts) if (one.kind === 'item' && one.replaced_on === null && one.name && (one.to_on === null || one.to_on >= today)) once.set(one.about_id, one.name)
  return [...once].map(([id, name]) => ({ id, name }))
}

/** Who belongs to it on a day without owning it: whoever may leave with the owners. */
export function stayersOf(page: UnitPage, day: string): UnitPage['people'] {
  const there = page.people.filter((one) => holdsOn(one, day))
  const owning = new Set(there.filter((one) => OWNING.has(one.relation)).map((one) => one.party_id))
  return there.filter((one, index) => !owning.has(one.party_id) && there.findIndex((other) => other.party_id === one.party_id) === index)
}
