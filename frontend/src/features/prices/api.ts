/* The price list: what each fee costs over time, asking for another price, and what would set one back. */
import { useQuery } from '@tanstack/vue-query'
import { client, gives, under } from '@/api/client'
import type { AskTariff, PriceStretch } from '@/api/types'
import type { Intention } from '@/api/verb'

const LOOK_EVERY_MS = 20_000

export const pricesKey = (communityId: string) => ['prices', communityId] as const

export function usePrices(communityId: string) {
  return useQuery({
    queryKey: pricesKey(communityId),
    queryFn: () => gives(client.GET('/communities/{community_id}/prices', { params: { path: { community_id: communityId } } })),
    refetchInterval: LOOK_EVERY_MS,
  })
}

export type TariffAsked = Omit<AskTariff, 'approval_id'>

export const sendTariff = (community_id: string, item_id: string, body: TariffAsked, { key, id: approval_id }: Intention) =>
  gives(client.POST('/communities/{community_id}/items/{item_id}/tariffs', { params: { path: { community_id, item_id }, header: under(key) }, body: { ...body, approval_id } }))

/** The prices that stood before a change; none where nothing was on file. */
export async function readUndo(community_id: string, item_id: string, correction_id: string): Promise<PriceStretch[]> {
  const { request } = await gives(client.GET('/communities/{community_id}/items/{item_id}/tariffs/{change_id}/undo', { params: { path: { community_id, item_id, change_id: correction_id } } }))
  return (request as unknown as { stretches: PriceStretch[] }).stretches
}
