/* What moved against the period before, item by item, laid out as a waterfall in thousandths. Pure. */
import type { Run } from '@/api/types'

export interface Difference {
  item_id: string
  item_name: string
  before: { bills: number; amount_fen: number } | null
  now: { bills: number; amount_fen: number } | null
  moved_fen: number
  x: number
  w: number
}
export interface Differences {
  rows: Difference[]
  moved_fen: number
  zero: number
  x: number
  w: number
}

const WHOLE = 1000

function moves(run: Run): Omit<Difference, 'x' | 'w'>[] {
  const before = new Map((run.previous?.items ?? []).map((item) => [item.item_id, item]))
  const now = new Map(run.sums.items.map((item) => [item.item_id, item]))
  const ids = [...new Set([...now.keys(), ...before.keys()])]
  return ids.map((item_id) => {
    const is = now.get(item_id) ?? null
    const was = before.get(item_id) ?? null
    return { item_id, item_name: is?.item_name ?? was?.item_name ?? '', before: was, now: is, moved_fen: (is?.amount_fen ?? 0) - (was?.amount_fen ?? 0) }
  })
}

export function differences(run: Run): Differences | null {
  if (!run.previous) return null
  const rows = moves(run).sort((left, right) => Math.abs(right.moved_fen) - Math.abs(left.moved_fen))
  const steps = [0]
  for (const row of rows) steps.push((steps[steps.length - 1] ?? 0) + row.moved_fen)
  const low = Math.min(...steps)
  const span = Math.max(...steps) - low || 1
  const at = (fen: number) => Math.round(((fen - low) * WHOLE) / span)
  const bar = (from: number, to: number) => ({ x: at(Math.min(from, to)), w: at(Math.max(from, to)) - at(Math.min(from, to)) })
  const total = steps[steps.length - 1] ?? 0
  return {
    rows: rows.map((row, index) => ({ ...row, ...bar(steps[index] ?? 0, steps[index + 1] ?? 0) })),
    moved_fen: total,
    zero: at(0),
    ...bar(0, total),
  }
}
