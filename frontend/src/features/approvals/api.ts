/* What waits for a second person: the lists, one with what it would do, and the decision under one key. */
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, type Ref, toValue } from 'vue'
import { client, gives, under } from '@/api/client'
import { useVerb } from '@/api/verb'
import type { See } from '@/features/repairs/files'

const LOOK_EVERY_MS = 20_000
const FRESH_MS = 10_000

/** `alone`: of those decided, the ones that one person asked for and agreed to. */
export type Which = 'waiting' | 'decided' | 'alone'

export function useApprovals(communityId: string, which: Ref<Which>) {
  const asks = (cursor: string | undefined) => ({ params: { path: { community_id: communityId }, query: { cursor } } })
  return useInfiniteQuery({
    queryKey: ['approvals', communityId, which],
    queryFn: async ({ pageParam }) => {
      if (which.value === 'waiting') return gives(client.GET('/communities/{community_id}/approvals', asks(pageParam)))
      if (which.value === 'alone') return gives(client.GET('/communities/{community_id}/approvals/alone', asks(pageParam)))
      return gives(client.GET('/communities/{community_id}/approvals/decided', asks(pageParam)))
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: () => (which.value === 'waiting' ? LOOK_EVERY_MS : false),
    staleTime: 0,
  })
}

/** How many one person asked for and agreed to, in all. */
export function useAlone(communityId: string, enabled: Ref<boolean>) {
  return useQuery({
    queryKey: ['approvals', communityId, 'alone-total'],
    queryFn: async () => (await gives(client.GET('/communities/{community_id}/approvals/alone', { params: { path: { community_id: communityId } } }))).total,
    enabled,
  })
}

export function useApproval(communityId: string, approvalId: Ref<string>, enabled: Ref<boolean> = computed(() => approvalId.value !== '')) {
  return useQuery({
    queryKey: ['approval', communityId, approvalId],
    queryFn: () => gives(client.GET('/communities/{community_id}/approvals/{approval_id}', { params: { path: { community_id: communityId, approval_id: approvalId.value } } })),
    enabled,
    refetchInterval: (query) => (query.state.data?.approval.state === 'waiting' ? LOOK_EVERY_MS : false),
    staleTime: FRESH_MS,
  })
}

export const seeScan =
  (community_id: string, approval_id: string): See =>
  (media_id) => gives(client.GET('/communities/{community_id}/approvals/{approval_id}/files/{media_id}', { params: { path: { community_id, approval_id, media_id } } }))

/** What was pressed; `digest` is that of the preview on the screen. */
export type Pressed = { verb: 'approve'; digest: string; answer: string } | { verb: 'refuse'; reason: string } | { verb: 'withdraw' }

const SHOWN_BY_UNIT = ['approvals', 'corrections', 'unit', 'account', 'payments', 'desk-statement', 'payable', 'journal', 'ticket-steps'] as const
const SHOWN_BY_RUN = ['run', 'runs', 'import', 'imports', 'directory', 'prices'] as const

/** Everything that shows what a decision changes; also after a refusal, which says that somebody else was faster. */
export function useDecision(communityId: string, approvalId: MaybeRefOrGetter<string>) {
  const cache = useQueryClient()
  const at = '/communities/{community_id}/approvals/{approval_id}' as const
  const look = async () => {
    for (const name of [...SHOWN_BY_UNIT, ...SHOWN_BY_RUN]) void cache.invalidateQueries({ queryKey: [name, communityId] })
    await cache.invalidateQueries({ queryKey: ['approval', communityId] })
  }
  const verb = useVerb((pressed: Pressed, { key }) => {
    const path = { community_id: communityId, approval_id: toValue(approvalId) }
    const asks = { params: { path, header: under(key) } }
    if (pressed.verb === 'approve') return gives(client.POST(`${at}/approve`, { ...asks, body: { digest: pressed.digest, answer: pressed.answer } }))
    if (pressed.verb === 'refuse') return gives(client.POST(`${at}/refuse`, { ...asks, body: { reason: pressed.reason } }))
    return gives(client.POST(`${at}/withdraw`, asks))
  }, look)
  return { verb, look }
}
