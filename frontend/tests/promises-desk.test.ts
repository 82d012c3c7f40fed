import { beforeAll, describe, expect, it } from 'vitest'
import type { Trigger } from '@/api/types'
import { byDay } from '@/features/broken-promises/days'
import { nextOf } from '@/features/callbacks/desk'
import type { Kind } from '@/features/service/codes'
import { hitOf, LIMITS, moved, type Row, rowsOf, shadowed, tableOf, wordsOf, wrongWith } from '@/features/suggestions/table'
import { sayDid, saySchedule, sayTook } from '@/features/triggers/sayings'
import { dueBefore, sorted, standingOf } from '@/features/triggers/standing'
import { useWords } from '@/lib/i18n'

beforeAll(() => useWords('promises'))

describe('whom to call next', () => {
  const now = Date.parse('2026-11-22T02:00:00Z')
  const tried = { at: '2026-11-21T02:00:00Z', by_name: '前台甲', reached: false, note: '' }
  const rows = ['a', 'b', 'c', 'later'].map((callback_id) => ({ callback_id, attempts: [tried], next_at: callback_id === 'later' ? '2026-11-22T05:00:00Z' : '2026-11-21T02:00:00Z' }))

  it('is the one below, else the first; never one that wants to be called later', () => {
    expect(nextOf(rows, 'a', now)).toBe('b')
    expect(nextOf(rows, 'c', now)).toBe('a')
    expect(nextOf(rows.slice(2), 'c', now)).toBeNull()
    expect(nextOf([], 'a', now)).toBeNull()
  })

  it('is the first where the one before is not on the list any more', () => {
    expect(nextOf(rows, 'gone', now)).toBe('a')
  })
})

describe('broken promises by day', () => {
  const at = (missed_at: string) => ({ missed_at })

  it('are counted by Shanghai days; the last may go on', () => {
    const rows = [at('2026-11-22T01:00:00Z'), at('2026-11-21T16:00:00Z'), at('2026-11-21T15:59:59Z')]
    expect(byDay(rows, true).map((one) => [one.day, one.rows.length, one.open])).toEqual([
      ['2026-11-22', 2, false],
      ['2026-11-21', 1, true],
    ])
    expect(byDay([], true)).toEqual([])
  })
})

describe('a trigger', () => {
  const run = (started_at: string, change = {}) => ({ started_at, ended_at: started_at, did: {}, error: null, ...change })
  const aTrigger = (change: Partial<Trigger>): Trigger => ({ name: 'x', promise: '', every_minutes: null, day: null, hour: 10, minute: 0, next_at: '2026-11-23T02:00:00Z', last: null, ...change })

  it('says when it runs', () => {
    expect(saySchedule(aTrigger({ every_minutes: 1 }))).toBe('每 1 分钟')
    expect(saySchedule(aTrigger({ every_minutes: 60 }))).toBe('每 1 小时')
    expect(saySchedule(aTrigger({}))).toBe('每天 10:00')
    expect(saySchedule(aTrigger({ day: 1, hour: 2 }))).toBe('每月 1 日 02:00')
  })

  it('says what it did, and for how long', () => {
    expect(sayDid(run('2026-11-22T02:00:00Z', { did: { sent: 3, kept: 2, dropped: 0 } }))).toBe('发出 3 条、2 条留着再发')
    expect(sayDid(run('2026-11-22T02:00:00Z', { did: { strange: 4 } }))).toBe('strange 4')
    expect(sayDid(run('2026-11-22T02:00:00Z', { did: { sent: 0 } }))).toBe('没有要做的')
    expect(sayDid(run('2026-11-22T02:00:00Z'))).toBe('跑完了')
    expect(sayTook(run('2026-11-22T02:00:00Z'))).toBe('用了不到 0.1 秒')
    expect(sayTook(run('2026-11-22T02:00:00Z', { ended_at: '2026-11-22T02:00:00.340Z' }))).toBe('用了 0.3 秒')
    expect(sayTook(run('2026-11-22T02:00:00Z', { ended_at: '2026-11-22T02:01:02.900Z' }))).toBe('用了 63 秒')
  })

  it('was due one step before its next time, in months too', () => {
    const due = (change: Partial<Trigger>) => new Date(dueBefore(aTrigger(change))).toISOString()
    expect(due({ every_minutes: 1 })).toBe('2026-11-23T01:59:00.000Z')
    expect(due({})).toBe('2026-11-22T02:00:00.000Z')
    expect(due({ day: 1, next_at: '2026-12-31T18:00:00Z' })).toBe('2026-11-30T18:00:00.000Z')
    expect(due({ day: 1, next_at: '2026-03-31T18:00:00Z' })).toBe('2026-02-28T18:00:00.000Z')
  })

  it('is missing when it did not come in time, and what failed stands first', () => {
    const now = Date.parse('2026-11-22T02:06:00Z')
    expect(standingOf(aTrigger({ last: run('2026-11-21T02:00:00Z') }), now)).toBe('missing')
    expect(standingOf(aTrigger({ last: run('2026-11-21T02:00:00Z') }), now - 3 * 60_000)).toBe('well')
    expect(standingOf(aTrigger({ last: run('2026-11-22T02:00:01Z') }), now)).toBe('well')
    expect(standingOf(aTrigger({}), now)).toBe('never')
    const all = [
      aTrigger({ name: 'well', last: run('2026-11-22T02:00:01Z') }),
      aTrigger({ name: 'never' }),
      aTrigger({ name: 'missing', last: run('2026-11-20T02:00:00Z') }),
      aTrigger({ name: 'failed', last: run('2026-11-22T02:00:00Z', { error: 'Busy' }) }),
    ]
    expect(sorted(all, now).map(({ one }) => one.name)).toEqual(['failed', 'missing', 'well', 'never'])
  })
})

describe('the table of words', () => {
  const rows: Row[] = rowsOf([
    { words: ['爆管', '触电'], kind: 'repair', priority: 'emergency' },
    { words: ['修', '坏'], kind: 'repair', priority: 'normal' },
    { words: ['修剪', '树'], kind: 'cleaning', priority: 'low' },
  ])
  const written = (text: string): Row => ({ id: 0, written: text, kind: 'repair' as Kind, priority: 'normal' })

  it('is written with any comma, each word once', () => {
    expect(wordsOf(' 漏水、 渗水,漏水；water leak，,')).toEqual(['漏水', '渗水', 'water leak'])
    expect(tableOf(rows)[0]).toEqual({ words: ['爆管', '触电'], kind: 'repair', priority: 'emergency' })
  })

  it('suggests by its first row that has a word of what is said', () => {
    expect(hitOf('路灯坏了，会触电', rows)).toEqual({ at: 0, word: '触电' })
    expect(hitOf('请修剪树枝', rows)).toEqual({ at: 1, word: '修' })
    expect(hitOf('狗叫', rows)).toBeNull()
    expect(hitOf('', rows)).toBeNull()
  })

  it('tells of a word that never gets its turn', () => {
    expect(shadowed(rows, 2)).toEqual({ word: '修剪', by: { at: 1, word: '修' } })
    expect(shadowed(rows, 1)).toBeNull()
  })

  it('says what is wrong with a row', () => {
    expect(wrongWith(written(' 、'), LIMITS)).toEqual({ what: 'empty' })
    expect(wrongWith(written(Array.from({ length: 31 }, (_, n) => `词${n}`).join('、')), LIMITS)).toEqual({ what: 'many', most: 30 })
    expect(wrongWith(written('字'.repeat(21)), LIMITS)).toEqual({ what: 'long', word: '字'.repeat(21), most: 20 })
    expect(wrongWith(written('字'.repeat(20)), LIMITS)).toBeNull()
  })

  it('moves a row by one place, not beyond its ends', () => {
    const order = (some: readonly Row[]) => some.map((row) => rows.indexOf(row))
    expect(order(moved(rows, 2, -1))).toEqual([0, 2, 1])
    expect(order(moved(rows, 0, 1))).toEqual([1, 0, 2])
    expect(order(moved(rows, 0, -1))).toEqual([0, 1, 2])
  })
})
