/* Data quality: how right the files are, what checks have found, the round in which areas are compared with their papers. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { client, gives, under } from '@/api/client'
import type { Doubt, Round } from '@/api/types'
import { useVerb } from '@/api/verb'
import { may } from '@/app/session'

const LOOK_EVERY_MS = 20_000
const WATCH_EVERY_MS = 1_500
export type DoubtState = 'open' | 'accepted' | 'fixed'
export type CheckName = Doubt['check']

const at = (communityId: string) => ({ community_id: communityId })

export function useQuality(communityId: string) {
  return useQuery({
    queryKey: ['quality', communityId, 'standing'],
    queryFn: () => gives(client.GET('/communities/{community_id}/quality', { params: { path: at(communityId) } })),
    refetchInterval: (query) => (query.state.data?.check.running ? WATCH_EVERY_MS : LOOK_EVERY_MS),
    staleTime: 0,
  })
}

/** Begins a check, or wakes the one that runs. */
export function useCheckNow(communityId: string) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: () => gives(client.POST('/communities/{community_id}/quality/check', { params: { path: at(communityId) } })),
    networkMode: 'always',
    onSettled: () => cache.invalidateQueries({ queryKey: ['quality', communityId] }),
  })
}

export function useDoubts(communityId: string, state: Ref<DoubtState>, check: Ref<string | null>) {
  return useInfiniteQuery({
    queryKey: computed(() => ['quality', communityId, 'doubts', state.value, check.value]),
    queryFn: ({ pageParam }) =>
      gives(
        client.GET('/communities/{community_id}/quality/findings', {
          params: { path: at(communityId), query: { state: state.value, check: (check.value ?? undefined) as never, cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: LOOK_EVERY_MS,
    staleTime: 0,
  })
}

export function useHands(communityId: string) {
  return useQuery({
    queryKey: ['quality', communityId, 'hands'],
    queryFn: () => gives(client.GET('/communities/{community_id}/quality/colleagues', { params: { path: at(communityId) } })),
    enabled: computed(() => may('quality.work')),
  })
}

export type Decision = { verb: 'assign'; staff_id: string | null; instead_of: string | null } | { verb: 'accept'; digest: string; reason: string } | { verb: 'reopen' }

/** What a person does about a finding; whether it was done or refused, everything is read again. */
export function useDecide(communityId: string, findingId: string) {
  const cache = useQueryClient()
  const look = () => Promise.all([cache.invalidateQueries({ queryKey: ['quality', communityId] }), cache.invalidateQueries({ queryKey: ['journal'] })])
  const decide = useVerb((what: Decision, { key }) => {
    const params = { path: { community_id: communityId, finding_id: findingId }, header: under(key) }
    if (what.verb === 'assign')
      return gives(client.POST('/communities/{community_id}/quality/findings/{finding_id}/assign', { params, body: { staff_id: what.staff_id, instead_of: what.instead_of } }))
    if (what.verb === 'accept')
      return gives(client.POST('/communities/{community_id}/quality/findings/{finding_id}/accept', { params, body: { digest: what.digest, reason: what.reason } }))
    return gives(client.POST('/communities/{community_id}/quality/findings/{finding_id}/reopen', { params }))
  }, look)
  return { decide, look }
}

/** The open round, else the newest; null where there never was one. */
export function useRound(communityId: string) {
  return useQuery({
    queryKey: ['quality', communityId, 'round'],
    queryFn: async (): Promise<Round | null> => {
      const { rows } = await gives(client.GET('/communities/{community_id}/quality/rounds', { params: { path: at(communityId) } }))
      return rows.find((one) => one.state === 'open') ?? rows[0] ?? null
    },
    refetchInterval: LOOK_EVERY_MS,
    staleTime: 0,
  })
}

export function useOpenRound(communityId: string) {
  const cache = useQueryClient()
  const look = () => cache.invalidateQueries({ queryKey: ['quality', communityId, 'round'] })
  return useVerb(
    (reason: string, { key, id }) =>
      gives(client.POST('/communities/{community_id}/quality/rounds', { params: { path: at(communityId), header: under(key) }, body: { round_id: id, reason } })),
    look,
  )
}

export function useVerified(communityId: string, roundId: string, waiting: Ref<boolean>) {
  return useInfiniteQuery({
    queryKey: computed(() => ['quality', communityId, 'verified', roundId, waiting.value]),
    queryFn: ({ pageParam }) =>
      gives(
        client.GET('/communities/{community_id}/quality/rounds/{round_id}/units', {
          params: { path: { community_id: communityId, round_id: roundId }, query: { waiting_only: waiting.value, cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: LOOK_EVERY_MS,
    staleTime: 0,
  })
}

export interface Signing {
  units: { unit_id: string; area: string }[]
  paper: string
}
export interface Differing {
  unit_id: string
  area: string
  says: string
  paper: string
  words: string
}

export function useSigning(communityId: string, roundId: string) {
  const cache = useQueryClient()
  const look = () => cache.invalidateQueries({ queryKey: ['quality', communityId] })
  const round = { community_id: communityId, round_id: roundId }
  const sign = useVerb(
    (body: Signing, { key }) => gives(client.POST('/communities/{community_id}/quality/rounds/{round_id}/sign-off', { params: { path: round, header: under(key) }, body })),
    look,
  )
  const differ = useVerb(
    ({ unit_id, ...body }: Differing, { key }) =>
      gives(client.POST('/communities/{community_id}/quality/rounds/{round_id}/units/{unit_id}/differing', { params: { path: { ...round, unit_id }, header: under(key) }, body })),
    look,
  )
  return { sign, differ, look }
}
