/* The table of words as it is being edited: order matters, the first row with a word in the report suggests. Pure.
   `hitOf` asks as the server does (tickets/rules/suggest.py). */
import type { Suggestion, SuggestionTable } from '@/api/types'
import type { Kind, Priority } from '@/features/service/codes'

/** A row; `id` only tells rows apart while they are edited, `written` is what stands in its field. */
export interface Row {
  id: number
  written: string
  kind: Kind
  priority: Priority
}
export interface Limits {
  most: number
  most_words: number
  most_characters: number
}
/** The server's, until it says others in a refusal. */
export const LIMITS: Limits = { most: 100, most_words: 30, most_characters: 20 }

const BETWEEN = /[、，,；;\n]+/

export const wordsOf = (written: string): string[] => written.split(BETWEEN).map((word) => word.trim()).filter((word, at, all) => word !== '' && all.indexOf(word) === at)
export const writtenOf = (words: readonly string[]): string => words.join('、')

let ids = 0
export const aRow = (): Row => ({ id: (ids += 1), written: '', kind: 'repair', priority: 'normal' })
export const rowsOf = (table: readonly Suggestion[]): Row[] =>
  table.map((one) => ({ ...aRow(), written: writtenOf(one.words), kind: one.kind as Kind, priority: one.priority as Priority }))
export const tableOf = (rows: readonly Row[]): SuggestionTable['rules'] => rows.map(({ written, kind, priority }) => ({ words: wordsOf(written), kind, priority }))

export interface Hit {
  at: number
  word: string
}

/** The first row that has a word in what is said, and that word; null when none has. */
export function hitOf(said: string, rows: readonly Row[]): Hit | null {
  for (const [at, row] of rows.entries()) {
    const word = wordsOf(row.written).find((one) => said.includes(one))
    if (word) return { at, word }
  }
  return null
}

export type Wrong = { what: 'empty' } | { what: 'many'; most: number } | { what: 'long'; word: string; most: number }

/** Why a row cannot be kept. */
export function wrongWith(row: Row, limits: Limits): Wrong | null {
  const words = wordsOf(row.written)
  if (!words.length) return { what: 'empty' }
  if (words.length > limits.most_words) return { what: 'many', most: limits.most_words }
  const word = words.find((one) => [...one].length > limits.most_characters)
  return word === undefined ? null : { what: 'long', word, most: limits.most_characters }
}

/** A word that can never suggest, because a row above hits wherever it stands. */
export function shadowed(rows: readonly Row[], at: number): { word: string; by: Hit } | null {
  for (const word of wordsOf(rows[at]?.written ?? '')) {
    const by = hitOf(word, rows.slice(0, at))
    if (by) return { word, by }
  }
  return null
}

/** The rows with one moved up or down by a place; the same where there is none. */
export function moved(rows: readonly Row[], at: number, by: -1 | 1): Row[] {
  const to = at + by
  const row = rows[at]
  if (!row || to < 0 || to >= rows.length) return [...rows]
  const without = rows.filter((_, n) => n !== at)
  return [...without.slice(0, to), row, ...without.slice(to)]
}

export const sameTable = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
