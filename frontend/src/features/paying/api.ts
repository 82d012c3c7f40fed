/* What may be paid, the order, the way to the provider. */
import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { client, gives, under } from '@/api/client'
import { problemOf } from '@/api/problem'
import type { Order } from '@/api/types'
import { insist, useVerb } from '@/api/verb'
import { backingOff } from '@/lib/polling'
import type { Choice } from './choice'
import { payIntentions } from './intentions'
import { type Scene, sceneHere } from './way'

/** Money has moved: everything that shows it is asked for again. */
export function lookAgain(cache: QueryClient, unitId: string): void {
  void cache.invalidateQueries({ queryKey: ['my', 'home'] })
  for (const name of ['payable', 'statements', 'statement', 'payments', 'payment']) void cache.invalidateQueries({ queryKey: ['my', name, unitId] })
}

export function usePayable(unitId: Ref<string | null>) {
  return useQuery({
    queryKey: ['my', 'payable', unitId],
    queryFn: () => gives(client.GET('/my/units/{unit_id}/payable', { params: { path: { unit_id: unitId.value ?? '' } } })),
    enabled: computed(() => unitId.value !== null),
    staleTime: 0,
  })
}

/** Opens the order of a choice, once; `done` gets its id. */
export function useStartOrder(unitId: string, done: (orderId: string) => unknown) {
  const kept = payIntentions(unitId)
  return useMutation({
    networkMode: 'always',
    mutationFn: async (choice: Choice) => {
      const { id } = kept.begin(choice)
      try {
        const given = await insist(kept, choice, ({ key, id: order_id }) =>
          gives(client.POST('/my/units/{unit_id}/orders', { params: { path: { unit_id: unitId }, header: under(key) }, body: { order_id, ...choice } })),
        )
        kept.opened(given.order_id, given.amount_fen, sceneHere())
        return given
      } catch (error) {
        if (!problemOf(error).unknownOutcome) kept.end(id)
        throw error
      }
    },
    onSuccess: (given) => done(given.order_id),
  })
}

export function useOrder(unitId: string, orderId: string) {
  return useQuery({
    queryKey: ['my', 'order', unitId, orderId],
    queryFn: () => gives(client.GET('/my/units/{unit_id}/orders/{order_id}', { params: { path: { unit_id: unitId, order_id: orderId } } })),
    refetchInterval: backingOff<Order>(({ state, payment }) => state === 'open' || (payment !== null && unfinished(payment))),
    refetchOnWindowFocus: 'always',
    staleTime: 0,
  })
}

/** Bills are still being settled with it, or its receipt waits for its number. */
export const unfinished = (payment: { waiting: number; has_receipt: boolean; book_number: string | null }): boolean =>
  payment.waiting > 0 || (payment.has_receipt && payment.book_number === null)

/** A fresh way to pay the order: it lasts some minutes, so each tap asks for its own. */
export function useCheckout(unitId: string, orderId: string) {
  const path = { unit_id: unitId, order_id: orderId }
  return useMutation({
    networkMode: 'always',
    mutationFn: (scene: Scene) => gives(client.POST('/my/units/{unit_id}/orders/{order_id}/checkout', { params: { path }, body: { scene } })),
  })
}

/** Settles open bills with what a payer has prepaid. */
export function useUsePrepaid(unitId: string) {
  const cache = useQueryClient()
  return useVerb(
    (payer_id: string, { key }) =>
      gives(client.POST('/my/units/{unit_id}/prepaid/use', { params: { path: { unit_id: unitId }, header: under(key) }, body: { payer_id } })),
    () => lookAgain(cache, unitId),
  )
}
