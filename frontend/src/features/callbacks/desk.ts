/* Callbacks at the desk: what was answered, and the two verbs, sent at once. The open ones are read in api.ts. */
import { useInfiniteQuery, useQueryClient } from '@tanstack/vue-query'
import type { Ref } from 'vue'
import { client, gives, under } from '@/api/client'
import { problemOf } from '@/api/problem'
import type { Callback } from '@/api/types'
import { useVerb } from '@/api/verb'

const done = (communityId: string) => ['callbacks-done', communityId] as const

/** The answered ones, newest first; read only while somebody looks at them. */
export function useDone(communityId: string, enabled: Ref<boolean>) {
  return useInfiniteQuery({
    queryKey: done(communityId),
    queryFn: ({ pageParam }) =>
      gives(client.GET('/communities/{community_id}/callbacks/done', { params: { path: { community_id: communityId }, query: { cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled,
    staleTime: 0,
  })
}

interface Answer {
  callback_id: string
  score: number
  suggestion: string
}
interface Attempt {
  callback_id: string
  retry_at: string
}

/** `answered` and `tried` hear of it before the lists are read again; so they are after a refusal. */
export function useCalling(communityId: string, answered: (score: number, reopened: boolean) => unknown, tried: (retryAt: string) => unknown) {
  const cache = useQueryClient()
  const look = () =>
    Promise.all([cache.invalidateQueries({ queryKey: ['callbacks', communityId] }), cache.invalidateQueries({ queryKey: done(communityId) })])
  const path = (callback_id: string) => ({ community_id: communityId, callback_id })
  const answer = useVerb(
    ({ callback_id, ...body }: Answer, { key }) =>
      gives(client.POST('/communities/{community_id}/callbacks/{callback_id}/answer', { params: { path: path(callback_id), header: under(key) }, body })),
    ({ score, reopened }) => {
      answered(score, reopened)
      for (const name of ['tickets', 'ticket', 'ticket-steps', 'broken-promises']) void cache.invalidateQueries({ queryKey: [name] })
      return look()
    },
  )
  const again = useVerb(
    async ({ callback_id, retry_at }: Attempt, { key }) => {
      const body = { retry_at, note: '' }
      await gives(client.POST('/communities/{community_id}/callbacks/{callback_id}/try', { params: { path: path(callback_id), header: under(key) }, body }))
      return retry_at
    },
    (retryAt) => {
      tried(retryAt)
      return look()
    },
  )
  return { answer, again, look }
}

/** Somebody else has answered it meanwhile. */
export const wasAnswered = (error: Error | null): boolean => error !== null && problemOf(error).code === 'callback_done'

/** Whom to call next after this one: the next below that may be called now, else the first of them; null when none is. */
export function nextOf(rows: readonly Pick<Callback, 'callback_id' | 'next_at' | 'attempts'>[], from: string, now: number): string | null {
  const at = rows.findIndex((one) => one.callback_id === from)
  const order = [...rows.slice(at + 1), ...rows.slice(0, Math.max(at, 0))]
  return order.find((one) => !one.attempts.length || Date.parse(one.next_at) <= now)?.callback_id ?? null
}
