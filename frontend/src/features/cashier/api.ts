/* The desk's door to money: what is open on a unit, cash, prepaid money used, what was paid, receipts. */
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { client, gives, under } from '@/api/client'
import type { CheckedBy, PaidBy, Payable, Payment, PaymentPosted } from '@/api/types'
import { type Keeper, useVerb } from '@/api/verb'
import { may } from '@/app/session'
import type { Where } from '@/features/units/api'
import { backingOff } from '@/lib/polling'
import type { Part } from './draft'

/** What is asked when money is taken; plain data, so that the same wish is the same intention. */
export interface Taking {
  parts: Part[]
  prepay_fen: number
  received_fen: number
  paid_by: PaidBy
  checked_by: CheckedBy
}

const CHANGED = ['payable', 'payments', 'payment', 'account', 'journal', 'desk-statement', 'exceptions']
const path = (where: Where) => ({ community_id: where.communityId, unit_id: where.unitId })
const payableKey = (where: Where) => ['payable', where.communityId, where.unitId] as const

export function usePayable(where: Where) {
  return useQuery({
    queryKey: computed(() => payableKey(where)),
    queryFn: () => gives(client.GET('/communities/{community_id}/units/{unit_id}/payable', { params: { path: path(where) } })),
    enabled: computed(() => may('payments.read')),
    staleTime: 0,
  })
}

/** Everything that a payment changes is read again; what is open at once. */
export function useLookAgain(where: Where) {
  const cache = useQueryClient()
  return async (): Promise<Payable | undefined> => {
    for (const name of CHANGED.slice(1)) void cache.invalidateQueries({ queryKey: [name] })
    await cache.invalidateQueries({ queryKey: payableKey(where) })
    return cache.getQueryData<Payable>(payableKey(where))
  }
}

export function useTakeCash(where: Where, keeper: Keeper, done: (posted: PaymentPosted) => unknown) {
  return useVerb(
    (taking: Taking, { key, id }) =>
      gives(
        client.POST('/communities/{community_id}/units/{unit_id}/payments', {
          params: { path: path(where), header: under(key) },
          body: { payment_id: id, ...taking },
        }),
      ),
    done,
    (taking) => taking,
    keeper,
  )
}

export function useSpendPrepaid(where: Where, done: (posted: PaymentPosted) => unknown) {
  return useVerb(
    (payer_id: string, { key }) =>
      gives(
        client.POST('/communities/{community_id}/units/{unit_id}/prepaid/use', {
          params: { path: path(where), header: under(key) },
          body: { payer_id },
        }),
      ),
    done,
  )
}

export function readPayment(where: Where, payment_id: string): Promise<Payment> {
  return gives(client.GET('/communities/{community_id}/units/{unit_id}/payments/{payment_id}', { params: { path: { ...path(where), payment_id } } }))
}

/** Bills are still being settled with it, or its receipt is being numbered. */
const unfinished = (payment: Payment) => payment.waiting > 0 || (payment.has_receipt && payment.book_number === null)

/** One payment; asked again until it is finished. */
export function usePayment(where: Where, paymentId: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['payment', where.communityId, where.unitId, paymentId.value]),
    queryFn: () => readPayment(where, paymentId.value),
    refetchInterval: backingOff<Payment>(unfinished),
  })
}

export function usePayments(where: Where) {
  return useInfiniteQuery({
    queryKey: computed(() => ['payments', where.communityId, where.unitId]),
    queryFn: ({ pageParam }) =>
      gives(
        client.GET('/communities/{community_id}/units/{unit_id}/payments', { params: { path: path(where), query: { cursor: pageParam } } }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: backingOff<{ pages: { rows: Payment[] }[] }>(({ pages }) => pages.some((page) => page.rows.some(unfinished))),
    enabled: computed(() => may('payments.read')),
  })
}

/** Draws the receipt and opens it in a new tab. The tab is opened within the tap itself: later, the browser would block it.
    Gives the link where the tab was blocked all the same, null where it opened. */
export async function openReceipt(where: Where, payment_id: string, saying: string): Promise<string | null> {
  const tab = window.open('', '_blank')
  if (tab) {
    tab.document.title = saying
    tab.document.body.textContent = saying
  }
  try {
    const { url } = await gives(
      client.POST('/communities/{community_id}/units/{unit_id}/payments/{payment_id}/receipt', {
        params: { path: { ...path(where), payment_id } },
      }),
    )
    if (!tab) return url
    tab.opener = null
    tab.location.replace(url)
    return null
  } catch (error) {
    tab?.close()
    throw error
  }
}
