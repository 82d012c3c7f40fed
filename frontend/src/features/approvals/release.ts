/* What a release and an import would do, read from the plain facts that their kinds give. Pure. */
import type { ApprovalPage, Import } from '@/api/types'

export interface ItemSum {
  item_id: string
  item_name: string
  bills: number
  amount_fen: number
}
export interface Figures {
  period: string
  units: number
  bills: number
  billed_fen: number
  items: ItemSum[]
}
export interface ReleasePreview extends Figures {
  run_id: string
  skipped: { reason: string; units: number }[]
  previous: Figures | null
}
export interface ImportPreview {
  import_id: string
  file_name: string
  counts: NonNullable<Import['counts']>
  findings: Record<string, number>
}
export interface ItemRow {
  item_id: string
  item_name: string
  before: number | null
  now: number
}

/** Null of another kind, and of one whose preview is refused by now. */
export function releasePreview({ approval, preview }: Pick<ApprovalPage, 'approval' | 'preview'>): ReleasePreview | null {
  return approval.kind === 'run.release' && 'run_id' in preview ? (preview as unknown as ReleasePreview) : null
}

export function importPreview({ approval, preview }: Pick<ApprovalPage, 'approval' | 'preview'>): ImportPreview | null {
  return approval.kind === 'import.write' && 'import_id' in preview ? (preview as unknown as ImportPreview) : null
}

/** The items of both months, this month's first; without a month before there is nothing to stand beside them. */
export function rowsOf({ items, previous }: Pick<ReleasePreview, 'items' | 'previous'>): ItemRow[] {
  const before = new Map((previous?.items ?? []).map((item) => [item.item_id, item]))
  const now = items.map(({ item_id, item_name, amount_fen }) => ({ item_id, item_name, before: previous ? (before.get(item_id)?.amount_fen ?? 0) : null, now: amount_fen }))
  const there = new Set(items.map((item) => item.item_id))
  const gone = [...before.values()].filter((item) => !there.has(item.item_id))
  return [...now, ...gone.map(({ item_id, item_name, amount_fen }) => ({ item_id, item_name, before: amount_fen, now: 0 }))]
}
