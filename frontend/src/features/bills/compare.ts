/* A month against the month before, item by item. Pure. */
import type { Statement } from '@/api/types'

export interface Compared {
  item_id: string
  item_name: string
  before_fen: number | null
  now_fen: number | null
  moved_fen: number
}

export function compare(statement: Statement): { rows: Compared[]; moved_fen: number } | null {
  const { previous } = statement
  if (!previous) return null
  const before = new Map(previous.items.map((item) => [item.item_id, item]))
  const now = new Set(statement.bills.map((bill) => bill.item_id))
  const rows: Compared[] = statement.bills.map((bill) => {
    const was = before.get(bill.item_id)?.total_fen ?? null
    return { item_id: bill.item_id, item_name: bill.item_name, before_fen: was, now_fen: bill.total_fen, moved_fen: bill.total_fen - (was ?? 0) }
  })
  for (const item of previous.items) {
    if (now.has(item.item_id)) continue
    rows.push({ item_id: item.item_id, item_name: item.item_name, before_fen: item.total_fen, now_fen: null, moved_fen: -item.total_fen })
  }
  return { rows, moved_fen: statement.total_fen - previous.total_fen }
}

/** What the month comes to with its corrections; null where nothing was corrected. */
export function rightSum({ bills }: Pick<Statement, 'bills'>): number | null {
  return bills.some((bill) => bill.notes.length) ? bills.reduce((sum, bill) => sum + bill.right_fen, 0) : null
}
