/* What a correction is begun with: from a fact, from an owner's ticket (by the address), or to undo another. */
import { type Ref, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { type Problem, problemOf } from '@/api/problem'
import type { Stretch, UnitFact } from '@/api/types'
import { may } from '@/app/session'
import type { Where } from '@/features/units/api'
import { readUndo } from './api'

/** `undoes`: the stretches are what stood before, and are not typed. */
export interface Begun {
  stretches: Stretch[]
  undoes: boolean
  ticketId: string | null
}

const word = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** `firstBill` is the month of the oldest bill, for a fact that does not say since when. */
export function useAsking(where: Where, area: Readonly<Ref<UnitFact | null>>, firstBill: Readonly<Ref<string | null>>) {
  const route = useRoute()
  const router = useRouter()
  const begun = shallowRef<Begun | null>(null)
  const problem = shallowRef<Problem | null>(null)
  const since = (fact: UnitFact | null) => fact?.from_on ?? (firstBill.value ? `${firstBill.value}-01` : '')

  function begin(fact: UnitFact | null, right = '', ticketId: string | null = null): void {
    begun.value = { stretches: [{ area: right, from_on: since(fact), to_on: null }], undoes: false, ticketId }
  }
  async function undo(correctionId: string): Promise<void> {
    problem.value = null
    try {
      begun.value = { ...(await readUndo(where, correctionId)), undoes: true, ticketId: null }
    } catch (error) {
      problem.value = problemOf(error)
    }
  }
  /** Opened from an owner's ticket, it begins as soon as it is known what stands. */
  watch(
    [area, firstBill, () => route.query.ticket],
    ([fact, first]) => {
      const ticketId = word(route.query.ticket)
      if (!ticketId || !may('facts.correct') || !(since(fact) || first)) return
      begin(fact, word(route.query.area) ?? '', ticketId)
      void router.replace({ query: {} })
    },
    { immediate: true },
  )
  return { begun, begin, undo, problem }
}
