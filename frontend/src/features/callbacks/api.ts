/* The callbacks that are owed. What is said of each goes through the queue (staff/sending.ts). */
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { client, gives } from '@/api/client'
import { gather } from '@/api/pages'

const MOST = 200
const LOOK_EVERY_MS = 20_000

export function useCallbacks(communityId: Ref<string | null>) {
  return useQuery({
    queryKey: ['callbacks', communityId],
    queryFn: () =>
      gather(
        (cursor) => gives(client.GET('/communities/{community_id}/callbacks', { params: { path: { community_id: communityId.value ?? '' }, query: { cursor } } })),
        MOST,
      ),
    enabled: computed(() => communityId.value !== null),
    refetchInterval: LOOK_EVERY_MS,
    staleTime: 0,
  })
}
