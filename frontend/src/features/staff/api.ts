/* The community's tickets as the crew reads them. What they do goes through the queue (sending.ts). */
import { useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { computed, type Ref, shallowRef } from 'vue'
import { client, gives } from '@/api/client'
import { gather } from '@/api/pages'
import { communityToOpen, keepCommunity } from '@/features/communities/api'
import { session } from '@/app/session'

const MOST = 200
const LOOK_EVERY_MS = 20_000

export const me = computed(() => `S:${session.value?.person.id ?? ''}`)

const chosen = shallowRef<string | null>(null)

/** The community that is looked at, kept on this device, and the way to another. */
export function useCommunity() {
  const all = computed(() => session.value?.communities ?? [])
  const communityId = computed(() => all.value.find((one) => one.id === chosen.value)?.id ?? communityToOpen())
  function choose(id: string): void {
    chosen.value = id
    keepCommunity(id)
  }
  return { all, communityId, choose }
}

export function useTickets(communityId: Ref<string | null>) {
  return useQuery({
    queryKey: ['tickets', communityId],
    queryFn: () =>
      gather(
        (cursor) => gives(client.GET('/communities/{community_id}/tickets', { params: { path: { community_id: communityId.value ?? '' }, query: { cursor } } })),
        MOST,
      ),
    enabled: computed(() => communityId.value !== null),
    refetchInterval: LOOK_EVERY_MS,
    staleTime: 0,
  })
}

export function useTicket(communityId: string, ticketId: string) {
  const path = { community_id: communityId, ticket_id: ticketId }
  return useQuery({
    queryKey: ['ticket', communityId, ticketId],
    queryFn: () => gives(client.GET('/communities/{community_id}/tickets/{ticket_id}', { params: { path } })),
    refetchInterval: LOOK_EVERY_MS,
    staleTime: 0,
  })
}

export function useTicketSteps(communityId: string, ticketId: string) {
  const path = { community_id: communityId, ticket_id: ticketId }
  return useInfiniteQuery({
    queryKey: ['ticket-steps', communityId, ticketId],
    queryFn: ({ pageParam }) => gives(client.GET('/communities/{community_id}/tickets/{ticket_id}/steps', { params: { path, query: { cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: LOOK_EVERY_MS,
    staleTime: 0,
  })
}
