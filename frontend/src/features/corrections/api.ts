/* A unit's corrections: what was corrected, what would undo it, and asking for one under one id and key. */
import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed } from 'vue'
import { client, gives, under } from '@/api/client'
import { gather } from '@/api/pages'
import type { Stretch } from '@/api/types'
import { useVerb } from '@/api/verb'
import { keptIntention } from '@/app/kept'
import { may } from '@/app/session'
import type { Where } from '@/features/units/api'

const MOST = 100
const KEEP_SECONDS = 3_600
const LOOK_EVERY_MS = 3_000
const path = (where: Where) => ({ community_id: where.communityId, unit_id: where.unitId })

export function useCorrections(where: Where) {
  return useQuery({
    queryKey: computed(() => ['corrections', where.communityId, where.unitId]),
    queryFn: () => gather((cursor) => gives(client.GET('/communities/{community_id}/units/{unit_id}/corrections', { params: { path: path(where), query: { cursor } } })), MOST),
    enabled: computed(() => may('accounts.read')),
    refetchInterval: (query) => (query.state.data?.rows.some((one) => one.state === 'posting') ? LOOK_EVERY_MS : false),
  })
}

/** What waits for a second person about this unit. */
export function useWaiting(where: Where) {
  return useQuery({
    queryKey: computed(() => ['approvals', where.communityId, 'of-unit', where.unitId]),
    queryFn: async () => {
      const query = { unit_id: where.unitId }
      const { rows } = await gather((cursor) => gives(client.GET('/communities/{community_id}/approvals', { params: { path: { community_id: where.communityId }, query: { ...query, cursor } } })), MOST)
      return rows
    },
    enabled: computed(() => may('approvals.read')),
  })
}

export const readUndo = (where: Where, correction_id: string) =>
  gives(client.GET('/communities/{community_id}/units/{unit_id}/corrections/{correction_id}/undo', { params: { path: { ...path(where), correction_id } } }))

export interface Asked {
  stretches: Stretch[]
  paper: string
  words: string
  files: string[]
  ticket_id: string | null
}

export function useAsk(where: Where, done: (approvalId: string) => unknown) {
  const cache = useQueryClient()
  return useVerb(
    (body: Asked, { key, id: approval_id }) =>
      gives(client.POST('/communities/{community_id}/units/{unit_id}/corrections', { params: { path: path(where), header: under(key) }, body: { ...body, approval_id } })),
    ({ approval_id }) => {
      void cache.invalidateQueries({ queryKey: ['approvals', where.communityId] })
      return done(approval_id)
    },
    undefined,
    keptIntention(`correct.${where.unitId}`, KEEP_SECONDS),
  )
}
