/* Search as you type over the directory: number, label, holder, phone tail. Pure. */
import type { DirectoryRow } from '@/api/types'

const squeeze = (text: string): string => text.toLowerCase().replace(/[\s\-–—·,，]/g, '')

/** What a row can be found by, prepared once for a directory. */
export interface Findable {
  row: DirectoryRow
  number: string
  text: string
}

export function findable(rows: readonly DirectoryRow[]): Findable[] {
  return rows.map((row) => ({
    row,
    number: squeeze(row.number),
    text: [row.number, row.label, row.building, ...row.holders, ...row.phone_tails].map(squeeze).join('\u0001'),
  }))
}

function rank(one: Findable, whole: string): number {
  if (one.number === whole) return 0
  if (one.number.startsWith(whole)) return 1
  return one.row.holders.some((holder) => squeeze(holder) === whole) ? 1 : 2
}

/** Rows in which every word is found, the closest first; all rows for an empty query. */
export function search(all: readonly Findable[], query: string): DirectoryRow[] {
  const words = query.trim().split(/\s+/).map(squeeze).filter(Boolean)
  if (words.length === 0) return all.map((one) => one.row)
  const whole = words.join('')
  return all
    .filter((one) => one.text.includes(whole) || words.every((word) => one.text.includes(word)))
    .map((one, index) => ({ one, index, rank: rank(one, whole) }))
    .sort((left, right) => left.rank - right.rank || left.index - right.index)
    .map(({ one }) => one.row)
}
