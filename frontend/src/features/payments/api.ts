/* What was paid on the owner's unit, and its receipts. */
import { useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import type { Ref } from 'vue'
import { client, gives } from '@/api/client'
import type { Payment } from '@/api/types'
import { unfinished } from '@/features/paying/api'
import { backingOff } from '@/lib/polling'

export function usePayments(unitId: Ref<string>) {
  return useInfiniteQuery({
    queryKey: ['my', 'payments', unitId],
    queryFn: ({ pageParam }) =>
      gives(client.GET('/my/units/{unit_id}/payments', { params: { path: { unit_id: unitId.value }, query: { cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

export function usePayment(unitId: Ref<string>, paymentId: Ref<string>) {
  return useQuery({
    queryKey: ['my', 'payment', unitId, paymentId],
    queryFn: () =>
      gives(client.GET('/my/units/{unit_id}/payments/{payment_id}', { params: { path: { unit_id: unitId.value, payment_id: paymentId.value } } })),
    refetchInterval: backingOff<Payment>(unfinished),
  })
}

/** Draws the receipt; gives a link to it that lasts some minutes. */
export const receiptLink = (unit_id: string, payment_id: string) =>
  gives(client.POST('/my/units/{unit_id}/payments/{payment_id}/receipt', { params: { path: { unit_id, payment_id } } }))
