/* Promises that were not kept: the supervisor's list, newest first. */
import { useInfiniteQuery } from '@tanstack/vue-query'
import { client, gives } from '@/api/client'

const LOOK_EVERY_MS = 30_000

export function useBroken(communityId: string) {
  return useInfiniteQuery({
    queryKey: ['broken-promises', communityId],
    queryFn: ({ pageParam }) =>
      gives(client.GET('/communities/{community_id}/broken-promises', { params: { path: { community_id: communityId }, query: { cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: LOOK_EVERY_MS,
    staleTime: 0,
  })
}
