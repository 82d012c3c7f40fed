/* What is begun on a unit's page: a change of one kind from what stands, from an owner's ticket (by the address), or the mirror of another. */
import { type Ref, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { type Problem, problemOf } from '@/api/problem'
import type { FactKind, UnitFact, UnitPage } from '@/api/types'
import { may, today } from '@/app/session'
import type { Where } from '@/features/units/api'
import type { Topic } from '@/lib/mending'
import { readUndo } from './api'
import { chargedOf, factOn } from './choices'
import type { Typed } from './form'
import { type Mirror, mirrorOf } from './mirror'

/** What can be begun on a unit. */
export const KINDS = ['unit.area', 'unit.payer', 'unit.occupancy', 'unit.discount', 'unit.transfer', 'party.file'] as const
export type AskKind = (typeof KINDS)[number]

export type Begun =
  | { kind: FactKind; typed: Partial<Typed>; ticketId: string | null }
  | { kind: 'unit.transfer'; ticketId: string | null }
  | { kind: 'party.file'; partyId: string; ticketId: string | null }
  | { kind: 'undo'; mirror: Mirror }

const KIND_OF_FACT: Record<string, FactKind | undefined> = { area: 'unit.area', payer: 'unit.payer', occupancy: 'unit.occupancy', item: 'unit.discount', discount: 'unit.discount' }
const KIND_OF_TOPIC: Record<Topic, AskKind> = { area: 'unit.area', payer: 'unit.payer', transfer: 'unit.transfer', file: 'party.file' }
const word = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

export const kindOfFact = (fact: UnitFact): FactKind | null => KIND_OF_FACT[fact.kind] ?? null

/** `firstBill` is the month of the oldest bill, for an area that does not say since when. */
export function useAsking(where: Where, page: Readonly<Ref<UnitPage | undefined>>, firstBill: Readonly<Ref<string | null>>) {
  const route = useRoute()
  const router = useRouter()
  const begun = shallowRef<Begun | null>(null)
  const problem = shallowRef<Problem | null>(null)
  /** An owner's ticket that does not say what it is about: whatever is begun next answers it. */
  const ticket = shallowRef<string | null>(null)

  function typedOf(kind: FactKind, unit: UnitPage, about: UnitFact | null): Partial<Typed> {
    if (kind === 'unit.area') return { from: (about ?? factOn(unit, 'area', today.value))?.from_on ?? (firstBill.value ? `${firstBill.value}-01` : '') }
    const from = kind === 'unit.discount' ? `${today.value.slice(0, 7)}-01` : today.value
    if (kind !== 'unit.discount') return { from }
    const stands = about?.kind === 'discount' ? about : null
    return { from, item: about?.about_id ?? chargedOf(unit, today.value)[0]?.id ?? '', percent: stands?.value ?? '', policy: stands?.policy ?? '' }
  }
  function begin(kind: AskKind, about: UnitFact | null = null, area = ''): void {
    if (!page.value) return
    problem.value = null
    const ticketId = ticket.value
    if (kind === 'unit.transfer') begun.value = { kind, ticketId }
    else if (kind === 'party.file') begun.value = { kind, partyId: '', ticketId }
    else begun.value = { kind, typed: { ...typedOf(kind, page.value, about), ...(area ? { area } : {}) }, ticketId }
  }
  function beginFile(partyId: string): void {
    problem.value = null
    begun.value = { kind: 'party.file', partyId, ticketId: ticket.value }
  }
  async function undo(correctionId: string): Promise<void> {
    problem.value = null
    try {
      begun.value = { kind: 'undo', mirror: mirrorOf(await readUndo(where, correctionId)) }
    } catch (error) {
      problem.value = problemOf(error)
    }
  }
  /** Opened from an owner's ticket, it begins as soon as it is known what stands. */
  watch(
    [page, firstBill, () => route.query.ticket],
    ([unit, first]) => {
      const ticketId = word(route.query.ticket)
      if (!ticketId || !unit || !may('facts.correct')) return
      const topic = word(route.query.topic) as Topic | null
      if (topic === 'area' && !first && !factOn(unit, 'area', today.value)) return
      ticket.value = ticketId
      if (topic && topic in KIND_OF_TOPIC) begin(KIND_OF_TOPIC[topic], null, word(route.query.area) ?? '')
      void router.replace({ query: {} })
    },
    { immediate: true },
  )
  return { begun, begin, beginFile, undo, problem, ticket }
}
