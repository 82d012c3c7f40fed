/* What the cashier typed, and what it comes to: parts, total, change, and everything that is still missing. Pure; whole fen. */
import type { CheckedBy, OpenBill, PaidBy } from '@/api/types'
import { amountOf, type AmountWrong, yuan } from '@/lib/money'

/** As many bills as one payment settles. */
export const MOST_BILLS = 200

/** Texts as they stand in the fields. Bills are chosen and paid in full unless something else is said of one, by its key. */
export interface Typed {
  chosen: Record<string, boolean>
  amounts: Record<string, string>
  prepay: string
  received: string
  paidBy: PaidBy | null
  checkedBy: CheckedBy | null
}

export const nothingTyped = (): Typed => ({ chosen: {}, amounts: {}, prepay: '', received: '', paidBy: null, checkedBy: null })

export const keyOf = (bill: Pick<OpenBill, 'period' | 'item_id'>): string => `${bill.period} ${bill.item_id}`

export interface Row {
  key: string
  bill: OpenBill
  chosen: boolean
  text: string
  fen: number
  wrong: AmountWrong | 'none' | 'more_than_open' | null
}

export interface Part {
  period: string
  item_id: string
  amount_fen: number
}

/** What the next step needs; the first of them is where Enter leads. */
export type Missing = 'bills' | 'prepay' | 'amount' | 'paid_by' | 'checked_by' | 'received'

export interface Reckoned {
  rows: Row[]
  parts: Part[]
  prepay_fen: number
  prepayWrong: AmountWrong | null
  total_fen: number
  received_fen: number | null
  receivedWrong: AmountWrong | null
  /** What goes back; below nothing while too little was handed over, null while nothing readable was typed. */
  change_fen: number | null
  missing: Missing[]
}

function rowOf(bill: OpenBill, index: number, typed: Typed): Row {
  const key = keyOf(bill)
  const chosen = typed.chosen[key] ?? index < MOST_BILLS
  const text = typed.amounts[key] ?? yuan(bill.open_fen)
  const { fen, wrong } = amountOf(text)
  const refused = wrong ?? (fen === 0 ? 'none' : fen > bill.open_fen ? 'more_than_open' : null)
  return { key, bill, chosen, text, fen: chosen && refused === null ? (fen ?? 0) : 0, wrong: chosen ? refused : null }
}

export function reckon(bills: readonly OpenBill[], typed: Typed): Reckoned {
  const rows = bills.map((bill, index) => rowOf(bill, index, typed))
  const prepay = typed.prepay.trim() === '' ? { fen: 0, wrong: null } : amountOf(typed.prepay)
  const parts = rows.filter((row) => row.fen > 0).map(({ bill, fen }) => ({ period: bill.period, item_id: bill.item_id, amount_fen: fen }))
  const total_fen = parts.reduce((sum, part) => sum + part.amount_fen, prepay.fen ?? 0)
  const received = amountOf(typed.received)
  const change_fen = received.fen === null ? null : received.fen - total_fen
  const missing: [Missing, boolean][] = [
    ['bills', rows.some((row) => row.wrong !== null)],
    ['prepay', prepay.wrong !== null],
    ['amount', total_fen === 0],
    ['paid_by', typed.paidBy === null],
    ['checked_by', typed.checkedBy === null],
    ['received', change_fen === null || change_fen < 0],
  ]
  return {
    rows,
    parts,
    prepay_fen: prepay.fen ?? 0,
    prepayWrong: prepay.wrong,
    total_fen,
    received_fen: received.fen,
    receivedWrong: received.wrong,
    change_fen,
    missing: missing.filter(([, lacks]) => lacks).map(([name]) => name),
  }
}

/** Bills that were chosen before and are not in the list any more: paid by somebody meanwhile. */
export function goneOf(before: readonly OpenBill[], now: readonly OpenBill[], typed: Typed): OpenBill[] {
  const open = new Set(now.map(keyOf))
  return before.filter((bill) => !open.has(keyOf(bill)) && typed.chosen[keyOf(bill)] !== false)
}

/** What each bill gets when only so much is paid: the oldest first, the last one perhaps in part; the rest is left out. */
export function spread(bills: readonly OpenBill[], typed: Typed, money_fen: number): Pick<Typed, 'chosen' | 'amounts'> {
  const { rows, prepay_fen } = reckon(bills, typed)
  let left = money_fen - prepay_fen
  const chosen: Record<string, boolean> = {}
  const amounts: Record<string, string> = {}
  for (const { key, bill, chosen: wanted } of rows) {
    const fen = wanted ? Math.max(0, Math.min(left, bill.open_fen)) : 0
    chosen[key] = fen > 0
    if (fen > 0 && fen < bill.open_fen) amounts[key] = yuan(fen)
    left -= fen
  }
  return { chosen, amounts }
}
