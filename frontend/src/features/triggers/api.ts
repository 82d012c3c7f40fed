/* What runs by itself: every trigger of the deployment, its last run and its next. */
import { useQuery } from '@tanstack/vue-query'
import { client, gives } from '@/api/client'

const LOOK_EVERY_MS = 15_000

export function useTriggers() {
  return useQuery({
    queryKey: ['triggers'],
    queryFn: () => gives(client.GET('/triggers')),
    refetchInterval: LOOK_EVERY_MS,
    staleTime: 0,
  })
}
