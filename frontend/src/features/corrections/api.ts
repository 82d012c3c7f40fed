/* A unit's corrections: what was corrected, what waits, what would set one back, and asking for one under one id and key. */
import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, watch } from 'vue'
import { client, gives, under } from '@/api/client'
import { gather } from '@/api/pages'
import type { AskFact, AskFile, AskTransfer } from '@/api/types'
import { type Intention, useVerb } from '@/api/verb'
import { keptIntention } from '@/app/kept'
import { may } from '@/app/session'
import type { Where } from '@/features/units/api'

const MOST = 100
const KEEP_SECONDS = 3_600
const POSTING_EVERY_MS = 3_000
const LOOK_EVERY_MS = 20_000
/** What a correction changes on a unit's page. */
const CHANGED = ['unit', 'account', 'desk-statement', 'payable', 'journal']
const path = (where: Where) => ({ community_id: where.communityId, unit_id: where.unitId })

/** A unit's corrections; when another has come, or is on its books, the rest of the page is read anew. */
export function useCorrections(where: Where) {
  const cache = useQueryClient()
  const query = useQuery({
    queryKey: computed(() => ['corrections', where.communityId, where.unitId]),
    queryFn: () => gather((cursor) => gives(client.GET('/communities/{community_id}/units/{unit_id}/corrections', { params: { path: path(where), query: { cursor } } })), MOST),
    enabled: computed(() => may('accounts.read')),
    refetchInterval: ({ state }) => (state.data?.rows.some((one) => one.state === 'posting') ? POSTING_EVERY_MS : LOOK_EVERY_MS),
  })
  const standing = computed(() => query.data.value && [where.unitId, ...query.data.value.rows.map((one) => one.approval_id + one.state)].join())
  watch(standing, (now, before) => {
    if (!before?.startsWith(where.unitId) || now === before) return
    for (const name of CHANGED) void cache.invalidateQueries({ queryKey: [name, where.communityId] })
  })
  return query
}

/** What waits for a second person: about one unit, or in the whole community. */
export function useWaiting(where: { communityId: string; unitId?: string }) {
  return useQuery({
    queryKey: computed(() => ['approvals', where.communityId, 'of-unit', where.unitId]),
    queryFn: async () => {
      const query = { unit_id: where.unitId }
      const { rows } = await gather((cursor) => gives(client.GET('/communities/{community_id}/approvals', { params: { path: { community_id: where.communityId }, query: { ...query, cursor } } })), MOST)
      return rows
    },
    enabled: computed(() => may('approvals.read')),
    refetchInterval: LOOK_EVERY_MS,
  })
}

export const readUndo = (where: Where, correction_id: string) =>
  gives(client.GET('/communities/{community_id}/units/{unit_id}/corrections/{correction_id}/undo', { params: { path: { ...path(where), correction_id } } }))

type Asked = { approval_id: string }

/** Asks for something of a kind: its lists are read anew, and `done` gets the id of what waits now.
 *  `about` is where it is kept until its outcome is known; null for what is personal, which this device does not keep. */
export function useAskVerb<Body>(communityId: string, about: string | null, send: (body: Body, intention: Intention) => Promise<Asked>, done: (approvalId: string) => unknown) {
  const cache = useQueryClient()
  return useVerb(
    send,
    ({ approval_id }: Asked) => {
      void cache.invalidateQueries({ queryKey: ['approvals', communityId] })
      return done(approval_id)
    },
    undefined,
    about === null ? undefined : keptIntention(`correct.${about}`, KEEP_SECONDS),
  )
}

export type FactAsked = Omit<AskFact, 'approval_id'>
export interface WaiverAsked {
  period: string
  item_id: string
  amount_fen: number
  paper: string
  words: string
  files: string[]
}

export const sendFact = (where: Where, body: FactAsked, { key, id: approval_id }: Intention) =>
  gives(client.POST('/communities/{community_id}/units/{unit_id}/corrections', { params: { path: path(where), header: under(key) }, body: { ...body, approval_id } }))

export const sendWaiver = (where: Where, { period, item_id, ...body }: WaiverAsked, { key, id: approval_id }: Intention) =>
  gives(
    client.POST('/communities/{community_id}/units/{unit_id}/statements/{period}/items/{item_id}/waivers', {
      params: { path: { ...path(where), period, item_id }, header: under(key) },
      body: { ...body, approval_id },
    }),
  )

export type TransferAsked = Omit<AskTransfer, 'approval_id'>
export type FileAsked = Omit<AskFile, 'approval_id'>

export const sendTransfer = (where: Where, body: TransferAsked, { key, id: approval_id }: Intention) =>
  gives(client.POST('/communities/{community_id}/units/{unit_id}/transfers', { params: { path: path(where), header: under(key) }, body: { ...body, approval_id } }))

export const sendFile = (where: Where, body: FileAsked, { key, id: approval_id }: Intention) =>
  gives(client.POST('/communities/{community_id}/units/{unit_id}/party-files', { params: { path: path(where), header: under(key) }, body: { ...body, approval_id } }))
