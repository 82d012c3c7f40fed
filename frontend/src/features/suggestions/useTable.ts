/* The table of words while it is edited: its rows, what was removed, what is wrong, and keeping it as a whole. */
import { computed, nextTick, shallowRef, watch } from 'vue'
import { problemOf } from '@/api/problem'
import type { SuggestionTable } from '@/api/types'
import { useReplace, useSuggestions } from './api'
import { aRow, type Limits, LIMITS, moved, type Row, rowsOf, sameTable, tableOf, wrongWith } from './table'

type Rules = SuggestionTable['rules']

export function useTable() {
  const query = useSuggestions()
  /** As it was read: what is saved replaces this, and nothing that somebody else wrote meanwhile. */
  const was = shallowRef<Rules | null>(null)
  const rows = shallowRef<Row[]>([])
  const removed = shallowRef<{ row: Row; at: number }[]>([])
  const tried = shallowRef(false)
  const keptOnce = shallowRef(false)
  const limits = shallowRef<Limits>(LIMITS)

  function take(table: Rules): void {
    was.value = table
    rows.value = rowsOf(table)
    removed.value = []
    tried.value = false
  }
  const stop = watch(
    () => [query.data.value, query.isFetching.value] as const,
    ([found, asking]) => {
      if (!found || asking) return
      take(found.rows as Rules)
      void nextTick(() => stop())
    },
    { immediate: true },
  )

  const changed = computed(() => was.value !== null && !sameTable(tableOf(rows.value), tableOf(rowsOf(was.value))))
  const { replace, look } = useReplace((rules) => {
    take(rules)
    keptOnce.value = true
  })
  const saved = computed(() => keptOnce.value && !changed.value)
  const problem = computed(() => (replace.error.value ? problemOf(replace.error.value) : null))
  const overtaken = computed(() => problem.value?.code === 'ticket_suggestions_changed')
  const wrongs = computed(() => rows.value.map((row) => (tried.value ? wrongWith(row, limits.value) : null)))
  watch(problem, (refused) => {
    if (refused?.code !== 'ticket_bad_suggestions') return
    limits.value = { ...limits.value, ...(refused.facts as Partial<Limits>) }
    tried.value = true
  })

  const at = (id: number) => rows.value.findIndex((row) => row.id === id)
  const change = (row: Row) => (rows.value = rows.value.map((one) => (one.id === row.id ? row : one)))
  const move = (id: number, by: -1 | 1) => (rows.value = moved(rows.value, at(id), by))
  function add(): number {
    const row = aRow()
    rows.value = [...rows.value, row]
    return row.id
  }
  function remove(id: number): void {
    const row = rows.value.find((one) => one.id === id)
    if (!row) return
    removed.value = [...removed.value, { row, at: at(id) }]
    rows.value = rows.value.filter((one) => one.id !== id)
  }
  function putBack(): number | null {
    const last = removed.value.at(-1)
    if (!last) return null
    removed.value = removed.value.slice(0, -1)
    rows.value = [...rows.value.slice(0, last.at), last.row, ...rows.value.slice(last.at)]
    return last.row.id
  }

  /** The id of the first row that cannot be kept; null when all can, and the table is on its way. */
  function save(): number | null {
    tried.value = true
    const bad = rows.value.find((row) => wrongWith(row, limits.value))
    if (bad) return bad.id
    if (!replace.isPending.value && was.value) replace.mutate({ rules: tableOf(rows.value), was: was.value })
    return null
  }
  function undo(): void {
    if (was.value) take(was.value)
    replace.reset()
  }
  /** What the other wrote, instead of this. */
  async function takeTheirs(): Promise<void> {
    take((await look()).rows as Rules)
    keptOnce.value = false
    replace.reset()
  }
  /** This, instead of what the other wrote. */
  async function keepMine(): Promise<void> {
    was.value = (await look()).rows as Rules
    save()
  }
  return { add, change, changed, keepMine, limits, move, overtaken, problem, putBack, query, remove, removed, replace, rows, save, saved, takeTheirs, undo, was, wrongs }
}
