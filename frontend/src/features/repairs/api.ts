/* An owner's reports: send one, follow it, score it. */
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { client, gives, under } from '@/api/client'
import { gather } from '@/api/pages'
import type { Ticket } from '@/api/types'
import { useVerb } from '@/api/verb'
import { keptIntention } from '@/app/kept'

const MOST_OPEN = 100
const LOOK_EVERY_MS = 15_000
const KEEP_SECONDS = 3_600

export interface Reported {
  unit_id: string
  words: string
  files: string[]
}

/** The open reports of a house, newest first. */
export function useOpenRepairs(unitId: Ref<string | null>) {
  return useQuery({
    queryKey: ['my', 'tickets', unitId],
    queryFn: () =>
      gather(
        (cursor) => gives(client.GET('/my/units/{unit_id}/tickets', { params: { path: { unit_id: unitId.value ?? '' }, query: { cursor } } })),
        MOST_OPEN,
      ),
    enabled: computed(() => unitId.value !== null),
    refetchInterval: LOOK_EVERY_MS,
  })
}

export function useClosedRepairs(unitId: Ref<string | null>) {
  return useInfiniteQuery({
    queryKey: ['my', 'closed-tickets', unitId],
    queryFn: ({ pageParam }) =>
      gives(client.GET('/my/units/{unit_id}/tickets/closed', { params: { path: { unit_id: unitId.value ?? '' }, query: { cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: computed(() => unitId.value !== null),
  })
}

export function useRepair(ticketId: string) {
  return useQuery({
    queryKey: ['my', 'ticket', ticketId],
    queryFn: () => gives(client.GET('/my/tickets/{ticket_id}', { params: { path: { ticket_id: ticketId } } })),
    refetchInterval: (query) => (query.state.data?.status === 'closed' ? false : LOOK_EVERY_MS),
    refetchOnWindowFocus: 'always',
    staleTime: 0,
  })
}

/** Its timeline; `ticket` says when there is something new. */
export function useRepairSteps(ticketId: string, ticket: Ref<Ticket | undefined>) {
  return useInfiniteQuery({
    queryKey: ['my', 'ticket-steps', ticketId, computed(() => [ticket.value?.status, ticket.value?.percent, ticket.value?.reopened].join())],
    queryFn: ({ pageParam }) =>
      gives(client.GET('/my/tickets/{ticket_id}/steps', { params: { path: { ticket_id: ticketId }, query: { cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (before) => before,
    refetchInterval: LOOK_EVERY_MS,
  })
}

/** Sends a report once, through reloads too; `done` gets its ticket's id. */
export function useReport(done: (ticketId: string) => unknown) {
  const cache = useQueryClient()
  return useVerb(
    ({ unit_id, words, files }: Reported, { key, id: ticket_id }) =>
      gives(client.POST('/my/units/{unit_id}/tickets', { params: { path: { unit_id }, header: under(key) }, body: { ticket_id, words, files } })),
    ({ ticket_id }) => {
      void cache.invalidateQueries({ queryKey: ['my', 'tickets'] })
      return done(ticket_id)
    },
    undefined,
    keptIntention('report', KEEP_SECONDS),
  )
}

/** `said` hears at once whether the score opened it again; then everything that shows the ticket is asked for. */
export function useScore(ticketId: string, said: (reopened: boolean) => unknown) {
  const cache = useQueryClient()
  return useVerb(
    (body: { score: number; suggestion: string }, { key }) =>
      gives(client.POST('/my/tickets/{ticket_id}/score', { params: { path: { ticket_id: ticketId }, header: under(key) }, body })),
    ({ reopened }) => {
      said(reopened)
      for (const name of ['ticket', 'ticket-steps', 'tickets', 'closed-tickets']) void cache.invalidateQueries({ queryKey: ['my', name] })
    },
    undefined,
    keptIntention(`score.${ticketId}`, KEEP_SECONDS),
  )
}
