/* Exception items: money that came in otherwise than anybody meant it to. */
import { useInfiniteQuery, useQueryClient } from '@tanstack/vue-query'
import { client, gives, under } from '@/api/client'
import { useVerb } from '@/api/verb'

const key = (communityId: string) => ['exceptions', communityId] as const

export function useExceptions(communityId: string) {
  return useInfiniteQuery({
    queryKey: key(communityId),
    queryFn: ({ pageParam }) =>
      gives(
        client.GET('/communities/{community_id}/exceptions', {
          params: { path: { community_id: communityId }, query: { cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    staleTime: 0,
  })
}

/** Says how an item was seen to; whether it was done or refused, the list is read again. */
export function useHandle(communityId: string) {
  const cache = useQueryClient()
  const look = () => cache.invalidateQueries({ queryKey: key(communityId) })
  const handle = useVerb(
    ({ exception_id, note }: { exception_id: string; note: string }, { key: idempotency }) =>
      gives(
        client.POST('/communities/{community_id}/exceptions/{exception_id}/handle', {
          params: { path: { community_id: communityId, exception_id }, header: under(idempotency) },
          body: { note },
        }),
      ),
    () => {
      void cache.invalidateQueries({ queryKey: ['journal'] })
      return look()
    },
  )
  return { handle, look }
}
