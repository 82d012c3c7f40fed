import { describe, expect, it } from 'vitest'
import type { DirectoryRow, Run, Statement, UnitFact } from '@/api/types'
import { compare } from '@/features/bills/compare'
import { placesOf } from '@/features/imports/gates'
import { grantsOf } from '@/features/office/api'
import { differences } from '@/features/runs/differences'
import { monthsOffered, monthToBill } from '@/features/runs/months'
import { layBars, share } from '@/features/units/bars'
import { findable, search } from '@/features/units/search'
import { backingOff } from '@/lib/polling'

function aRow(change: Partial<DirectoryRow>): DirectoryRow {
  return { unit_id: change.number ?? 'x', number: '1-101', label: '1 幢 101', building: '1 幢', holders: [], phone_tails: [], ...change }
}

describe('search as you type', () => {
  const all = findable([
    aRow({ number: '1-1101', label: '1 幢 1101', holders: ['业主乙'], phone_tails: ['0110'] }),
    aRow({ number: '1-110', label: '1 幢 110', holders: ['业主甲', '业主丙'], phone_tails: ['0006'] }),
    aRow({ number: 'S107', label: 'S107 商铺', holders: ['业主癸'], phone_tails: ['0107'] }),
  ])
  const numbers = (query: string) => search(all, query).map((row) => row.number)

  it('finds by number, name and phone tail, the exact number first', () => {
    expect(numbers('1-110')[0]).toBe('1-110')
    expect(numbers('1110')).toEqual(['1-110', '1-1101'])
    expect(numbers('业主丙')).toEqual(['1-110'])
    expect(numbers('0107')).toEqual(['S107'])
    expect(numbers('s107')).toEqual(['S107'])
  })

  it('wants every word, and gives all for nothing', () => {
    expect(numbers('1 甲')).toEqual(['1-110'])
    expect(numbers('不在')).toEqual([])
    expect(numbers('  ')).toHaveLength(3)
  })
})

describe('dated facts as bars', () => {
  const source = { paper: '', entered_by: '', entered_on: '2024-06-01', approved_by: null, since_on: null }
  const aFact = (change: Partial<UnitFact>): UnitFact => ({ kind: 'area', name: '', about_id: '', policy: '', value: '100.00', unit: 'm2', from_on: '2024-06-01', to_on: null, known_on: '2024-06-01', replaced_on: null, source, ...change })

  it('puts what follows one another in one row and never lets bars overlap', () => {
    const { rows } = layBars([aFact({ to_on: '2025-05-31' }), aFact({ from_on: '2025-06-01' }), aFact({ kind: 'payer', from_on: null })], '2026-11-06')
    expect(rows.map((row) => row.bars.length)).toEqual([2, 1])
    expect(rows[0]?.bars[0]?.past).toBe(true)
    expect(rows[1]?.bars[0]).toMatchObject({ x: 0, w: 1000, openEnd: true })
  })

  it('gives overlapping ones rows of their own', () => {
    const { rows } = layBars([aFact({}), aFact({ from_on: '2025-01-01' })], '2026-11-06')
    expect(rows).toHaveLength(2)
  })

  it('keeps the items in the order in which they are given', () => {
    const { rows } = layBars([aFact({ kind: 'item', name: '物业服务费' }), aFact({ kind: 'item', name: '公共区域电费' }), aFact({})], '2026-11-06')
    expect(rows.map((row) => row.name || row.kind)).toEqual(['area', '物业服务费', '公共区域电费'])
  })

  it('puts the words of a short bar beside it where there is room', () => {
    const { rows } = layBars([aFact({}), aFact({ kind: 'item', name: '车位', from_on: '2026-11-01' })], '2026-11-06')
    expect(rows.map((row) => row.bars[0]?.aside)).toEqual([false, true])
    const changed = layBars([aFact({ to_on: '2026-10-31' }), aFact({ from_on: '2026-11-01' })], '2026-11-06')
    expect(changed.rows[0]?.bars.map((bar) => bar.aside)).toEqual([false, false])
  })

  it('keeps today and the years inside', () => {
    const { today, years } = layBars([aFact({})], '2026-11-06')
    expect(today).toBeGreaterThan(800)
    expect(years.map((tick) => tick.year)).toEqual([2025, 2026])
    expect(share(493)).toBe('49.3%')
  })
})

describe('the month to bill', () => {
  const offered = monthsOffered('2026-11-22')

  it('is this one, then the newest without a run', () => {
    expect(offered).toHaveLength(14)
    expect([offered[0], offered[13]]).toEqual(['2026-12', '2025-11'])
    expect(monthToBill('2026-11-22', new Set(['2026-10']))).toBe('2026-11')
    expect(monthToBill('2026-11-22', new Set(['2026-11']))).toBe('2026-12')
    expect(monthToBill('2026-11-22', new Set(['2026-11', '2026-12']))).toBe('2026-10')
    expect(monthToBill('2026-11-22', new Set(offered))).toBe('2026-11')
  })
})

describe('a run against the month before', () => {
  const sums = (items: [string, number][]) => items.map(([item_id, amount_fen]) => ({ item_id, item_name: item_id, bills: 1, amount_fen }))
  const aRun = (now: [string, number][], before: [string, number][] | null) =>
    ({
      sums: { items: sums(now) },
      previous: before && { items: sums(before) },
    }) as unknown as Run

  it('adds up to the total, largest move first, also for items that went', () => {
    const found = differences(aRun([['fee', 300], ['lift', 100]], [['fee', 250], ['water', 80]]))
    expect(found?.rows.map((row) => [row.item_id, row.moved_fen])).toEqual([['lift', 100], ['water', -80], ['fee', 50]])
    expect(found?.moved_fen).toBe(70)
    expect(found?.rows.every((row) => row.x >= 0 && row.x + row.w <= 1000)).toBe(true)
  })

  it('has nothing to say without a month before', () => {
    expect(differences(aRun([['fee', 300]], null))).toBeNull()
  })
})

describe('a statement against the month before', () => {
  it('lists items of both months', () => {
    const statement = {
      total_fen: 300,
      bills: [{ item_id: 'a', item_name: 'a', total_fen: 300 }],
      previous: { period: '2026-09', total_fen: 290, items: [{ item_id: 'a', item_name: 'a', total_fen: 250 }, { item_id: 'b', item_name: 'b', total_fen: 40 }] },
    } as unknown as Statement
    expect(compare(statement)).toEqual({
      rows: [
        { item_id: 'a', item_name: 'a', before_fen: 250, now_fen: 300, moved_fen: 50 },
        { item_id: 'b', item_name: 'b', before_fen: 40, now_fen: null, moved_fen: -40 },
      ],
      moved_fen: 10,
    })
  })
})

describe('the roles of a colleague', () => {
  it('stay where they hold, and only a new one takes the chosen place', () => {
    const before = [{ role: 'desk', communities: ['A', 'B'], buildings: ['B1'] }]
    expect(grantsOf(['desk', 'finance'], 'C', before)).toEqual([
      { role: 'desk', communities: ['A', 'B'], buildings: ['B1'] },
      { role: 'finance', communities: ['C'], buildings: null },
    ])
    expect(grantsOf(['finance'], null, before)).toEqual([{ role: 'finance', communities: null, buildings: null }])
  })
})

describe('long work', () => {
  it('is looked at less and less often, and not at all once it is done', () => {
    const interval = backingOff<{ busy: boolean }>((data) => data.busy)
    const busy = { state: { data: { busy: true } } }
    const waits = Array.from({ length: 20 }, () => interval(busy))
    expect(waits[0]).toBe(1000)
    expect(waits[19]).toBe(5000)
    expect(interval({ state: { data: { busy: false } } })).toBe(false)
    expect(interval(busy)).toBe(1000)
  })

  it('stands at one gate at a time', () => {
    for (const state of ['reading', 'ready', 'writing']) expect(placesOf(state).filter((place) => place === 'now')).toHaveLength(1)
    expect(placesOf('done')).toEqual(['done', 'done', 'done'])
  })
})
