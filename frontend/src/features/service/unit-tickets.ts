/* The open tickets of one unit, newest first: beside the intake, and on the unit's own page. */
import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { client, gives } from '@/api/client'
import { gather } from '@/api/pages'
import type { Where } from '@/features/units/api'

const MOST = 100
const LOOK_EVERY_MS = 20_000

const read = (community_id: string, unit_id: string) =>
  gather((cursor) => gives(client.GET('/communities/{community_id}/units/{unit_id}/tickets', { params: { path: { community_id, unit_id }, query: { cursor } } })), MOST)

export function useUnitTickets(where: Where) {
  return useQuery({
    queryKey: computed(() => ['unit-tickets', where.communityId, where.unitId]),
    queryFn: () => read(where.communityId, where.unitId),
    refetchInterval: LOOK_EVERY_MS,
    staleTime: 0,
  })
}
