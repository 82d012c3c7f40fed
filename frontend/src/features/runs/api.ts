/* Billing runs: draft, look, release by a second person. */
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { client, gives, under } from '@/api/client'
import { gather } from '@/api/pages'
import type { Run } from '@/api/types'
import { useVerb } from '@/api/verb'
import { backingOff } from '@/lib/polling'

const MOST_RUNS = 60
const MOST_SKIPPED = 2_000
const working = (run: Run) => run.state === 'drafting' || run.state === 'discarding'
const key = (communityId: string, runId: string) => ['run', communityId, runId] as const

export function useRuns(communityId: string) {
  return useQuery({
    queryKey: ['runs', communityId],
    queryFn: () =>
      gather(
        (cursor) => gives(client.GET('/communities/{community_id}/runs', { params: { path: { community_id: communityId }, query: { cursor } } })),
        MOST_RUNS,
      ),
  })
}

export function useStartRun(communityId: string, done: (runId: string) => unknown) {
  const cache = useQueryClient()
  return useVerb(
    (period: string, { key: idempotency, id }) =>
      gives(
        client.POST('/communities/{community_id}/runs', {
          params: { path: { community_id: communityId }, header: under(idempotency) },
          body: { run_id: id, period },
        }),
      ),
    ({ run_id }) => {
      void cache.invalidateQueries({ queryKey: ['runs', communityId] })
      return done(run_id)
    },
  )
}

export function useRun(communityId: string, runId: string) {
  return useQuery({
    queryKey: key(communityId, runId),
    queryFn: () =>
      gives(client.GET('/communities/{community_id}/runs/{run_id}', { params: { path: { community_id: communityId, run_id: runId } } })),
    refetchInterval: backingOff<Run>(working),
    staleTime: 0,
  })
}

export function useRunUnits(communityId: string, runId: string, ready: Ref<boolean>) {
  return useInfiniteQuery({
    queryKey: ['run-units', communityId, runId],
    queryFn: ({ pageParam }) =>
      gives(
        client.GET('/communities/{community_id}/runs/{run_id}/units', {
          params: { path: { community_id: communityId, run_id: runId }, query: { cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: computed(() => ready.value),
  })
}

export function useSkipped(communityId: string, runId: string, ready: Ref<boolean>) {
  return useQuery({
    queryKey: ['run-skipped', communityId, runId],
    queryFn: () =>
      gather(
        (cursor) =>
          gives(
            client.GET('/communities/{community_id}/runs/{run_id}/skipped', {
              params: { path: { community_id: communityId, run_id: runId }, query: { cursor } },
            }),
          ),
        MOST_SKIPPED,
      ),
    enabled: computed(() => ready.value),
  })
}

export function useDiscard(communityId: string, runId: string) {
  const cache = useQueryClient()
  const path = { community_id: communityId, run_id: runId }
  async function look(): Promise<void> {
    for (const name of ['runs', 'account', 'directory', 'journal', 'desk-statement', 'approvals', 'approval']) void cache.invalidateQueries({ queryKey: [name] })
    await cache.invalidateQueries({ queryKey: key(communityId, runId) })
  }
  const discard = useVerb(
    (reason: string, { key: idempotency }) =>
      gives(client.POST('/communities/{community_id}/runs/{run_id}/discard', { params: { path, header: under(idempotency) }, body: { reason } })),
    look,
  )
  return { discard, look }
}
