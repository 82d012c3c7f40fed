/* What of the open bills somebody pays. Pure. */
import type { OpenBill } from '@/api/types'

/** As many bills as one payment, and one use of a prepayment, settle; the server's limits. */
export const MOST_BILLS = 200
export const MOST_BY_PREPAID = 40

export interface Month {
  period: string
  bills: OpenBill[]
  open_fen: number
  due_on: string
  overdue: boolean
}

export interface Choice {
  parts: { period: string; item_id: string; amount_fen: number }[]
  prepay_fen: number
}

export const keyOf = (bill: { period: string; item_id: string }): string => `${bill.period}/${bill.item_id}`

export const totalOf = (bills: readonly OpenBill[]): number => bills.reduce((sum, bill) => sum + bill.open_fen, 0)

/** The bills month by month, in their order. */
export function monthsOf(bills: readonly OpenBill[]): Month[] {
  const months = new Map<string, OpenBill[]>()
  for (const bill of bills) months.set(bill.period, [...(months.get(bill.period) ?? []), bill])
  return [...months].map(([period, those]) => ({
    period,
    bills: those,
    open_fen: totalOf(those),
    due_on: those.reduce((first, bill) => (bill.due_on < first ? bill.due_on : first), those[0]?.due_on ?? ''),
    overdue: those.some((bill) => bill.overdue),
  }))
}

/** The bills that begin unchosen: those not asked for where some are, and what is more than one payment settles. */
export function leftAtFirst(bills: readonly OpenBill[], isAsked: (bill: OpenBill) => boolean): Set<string> {
  const asked = bills.filter(isAsked)
  const chosen = new Set((asked.length ? asked : bills).slice(0, MOST_BILLS).map(keyOf))
  return new Set(bills.map(keyOf).filter((key) => !chosen.has(key)))
}

/** The order as the server is asked for it. */
export function choiceOf(bills: readonly OpenBill[], prepay_fen: number): Choice {
  return { parts: bills.map(({ period, item_id, open_fen }) => ({ period, item_id, amount_fen: open_fen })), prepay_fen }
}

/** The bills of a choice that was written down. */
export const chosenIn = (written: string): string[] => (JSON.parse(written) as Choice).parts.map(keyOf)

/** So much of a payer's bills their prepayment settles now: the oldest first, while it lasts. */
export function coveredBy(balance: { payer_id: string; prepaid_fen: number }, bills: readonly OpenBill[]): number {
  const theirs = bills.filter((bill) => bill.payer_id === balance.payer_id).slice(0, MOST_BY_PREPAID)
  return Math.min(balance.prepaid_fen, totalOf(theirs))
}
