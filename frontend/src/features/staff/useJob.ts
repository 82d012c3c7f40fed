/* What can be done with one ticket: each press is an intention of the queue. */
import { computed, type Ref, shallowRef } from 'vue'
import type { Ticket } from '@/api/types'
import { ahead } from './jobs'
import { me } from './api'
import type { Verb } from './outgoing'
import { intend, refusalsOf, waitingFor } from './sending'

/** Verbs that ask for something first. */
export const ASKING = ['arrive', 'finish', 'progress', 'hold', 'reject', 'reply'] as const
export type Asking = (typeof ASKING)[number]

export function useJob(ticket: Ref<Ticket>) {
  const queued = computed(() => waitingFor(ticket.value.ticket_id))
  const refused = computed(() => refusalsOf(ticket.value.ticket_id))
  const shown = computed(() => ahead(ticket.value, queued.value, me.value))
  const asking = shallowRef<Asking | null>(null)

  function does(verb: Verb, body: Record<string, unknown> = {}): void {
    const { community_id: community, ticket_id: about, place, summary } = ticket.value
    asking.value = null
    intend({ verb, community, about, what: `${place} ${summary}`, body })
  }
  function press(verb: Verb): void {
    const ask = ASKING.find((one) => one === verb)
    if (ask) asking.value = ask
    else does(verb)
  }
  return { queued, refused, shown, asking, does, press }
}
