/* Who lives in a unit today, each once, whoever pays first. Pure. */
import type { UnitPage } from '@/api/types'

type Person = UnitPage['people'][number]
export type Member = Person & { pays: boolean }

/** `today` bounds relations that have ended or not begun. */
export function peopleOf(page: UnitPage, today: string): Member[] {
  const holds = ({ from_on, to_on }: { from_on: string | null; to_on: string | null }) => (from_on === null || from_on <= today) && (to_on === null || to_on >= today)
  const payers = page.facts.filter((fact) => fact.kind === 'payer' && fact.replaced_on === null && holds(fact)).map((fact) => fact.about_id)
  const once = new Map<string, Member>()
  for (const one of page.people.filter(holds)) if (!once.has(one.party_id)) once.set(one.party_id, { ...one, pays: payers.includes(one.party_id) })
  return [...once.values()].sort((one, other) => Number(other.pays) - Number(one.pays))
}
