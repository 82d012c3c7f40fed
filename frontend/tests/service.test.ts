import { describe, expect, it } from 'vitest'
import type { Ticket, UnitPage } from '@/api/types'
import { actionsOf } from '@/features/service/actions'
import { found, inHand } from '@/features/service/colleagues'
import { firstWords } from '@/features/service/emergencies'
import { peopleOf } from '@/features/service/household'
import { heldUntil } from '@/lib/promises'
import { beside, byPromise, counted, everything, isBroken, wantedOf } from '@/features/service/queue'

const AT = '2026-11-06T02:00:00.000000Z'
const NOW = Date.parse(AT)
const later = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString()

function aTicket(change: Partial<Ticket> = {}): Ticket {
  return {
    ticket_id: 'x', number: 'T20261106-7K3F9Q2M', community_id: 'c', unit_id: 'u', place: '1 幢 101', kind: 'repair', priority: 'normal', summary: '水槽漏水', status: 'new',
    worker_id: null, worker_name: '', percent: 0, opened_at: AT, expected_at: null, promised_at: null, clocks: [], late: [], reopened: 0, hold_reason: null, hold_until: null,
    done_at: null, closed_at: null, ...change,
  }
}
const due = (minutes: number, rule = 'review') => ({ clocks: [{ rule, due_at: later(minutes) }] })

describe('the queue', () => {
  const tickets = [
    aTicket({ ticket_id: 'done', status: 'done', done_at: AT, worker_id: 'S:2', worker_name: '维修员乙' }),
    aTicket({ ticket_id: 'late', status: 'assigned', worker_id: 'S:1', worker_name: '维修员甲', late: ['accept'], ...due(20, 'staged_reply') }),
    aTicket({ ticket_id: 'new', ...due(9, 'accept') }),
    aTicket({ ticket_id: 'over', status: 'on_site', worker_id: 'S:1', worker_name: '维修员甲', kind: 'fee', summary: '账单看不懂', ...due(-3) }),
    aTicket({ ticket_id: 'was', status: 'on_site', worker_id: 'S:1', late: ['accept'], ...due(100) }),
  ]

  it('has on top what nobody took in time, then what breaks first; what is done waits below', () => {
    expect(byPromise([...tickets, tickets[2] as Ticket]).map((one) => one.ticket_id)).toEqual(['late', 'over', 'new', 'was', 'done'])
  })

  it('gives whoever has it anew ten minutes of their own, though it was late before', () => {
    const again = aTicket({ late: ['accept'], reopened: 1, ...due(8, 'accept') })
    expect(isBroken(again, NOW)).toBe(false)
    expect(isBroken(again, NOW + 9 * 60_000)).toBe(true)
  })

  it('counts what nobody has and what broke a promise, not what is done', () => {
    expect(counted(tickets, NOW)).toEqual({ all: 5, nobody: 1, broken: 3 })
    expect(tickets.map((one) => isBroken(one, NOW))).toEqual([false, true, false, true, false])
  })

  it('finds by words, place, number and person, and filters by state and kind', () => {
    const ids = (wanted: object) => wantedOf(tickets, { ...everything(), ...wanted }).map((one) => one.ticket_id)
    expect(ids({})).toHaveLength(5)
    expect(ids({ text: '账单 维修员甲' })).toEqual(['over'])
    expect(ids({ text: 't202611067k3f' })).toHaveLength(5)
    expect(ids({ text: '101 没有的词' })).toEqual([])
    expect(ids({ nobody: true })).toEqual(['new'])
    expect(ids({ status: 'on_site', kind: 'repair' })).toEqual(['was'])
  })

  it('goes to the one beside, stays at its ends, and begins at the first', () => {
    expect(beside(tickets, undefined, 1)?.ticket_id).toBe('done')
    expect(beside(tickets, 'done', 1)?.ticket_id).toBe('late')
    expect(beside(tickets, 'done', -1)?.ticket_id).toBe('done')
    expect(beside([], 'x', 1)).toBeUndefined()
  })
})

describe('a ticket on hold', () => {
  const held = (change: Partial<Ticket>) => heldUntil(aTicket({ status: 'held', expected_at: later(60), ...change }))

  it('is until its hold ends, when it is looked at next', () => expect(held(due(60))).toBe(later(60)))

  it('has no end that has passed, that moves on with every look, or that is not the hold’s', () => {
    expect(held({ expected_at: later(-60), ...due(60) })).toBeNull()
    expect(held({ expected_at: later(300), ...due(60) })).toBeNull()
    expect(held({ status: 'accepted', ...due(60) })).toBeNull()
  })
})

describe('what can be done with a ticket', () => {
  const all = { assign: true, work: true }
  const of = (change: Partial<Ticket>, may = all) => actionsOf(aTicket(change), 'S:1', may)

  it('gives away what nobody has', () => {
    expect(of({})).toEqual({ next: 'assign', others: ['accept', 'reply', 'classify'] })
    expect(of({}, { assign: false, work: true }).next).toBe('accept')
  })

  it('does the next step of what is mine', () => {
    expect(of({ status: 'assigned', worker_id: 'S:1' })).toEqual({ next: 'accept', others: ['assign', 'reply', 'reject', 'classify'] })
    expect(of({ status: 'accepted', worker_id: 'S:1' }).next).toBe('arrive')
    expect(of({ status: 'accepted', worker_id: 'S:1' }).others).toContain('finish')
    expect(of({ status: 'on_site', worker_id: 'S:1' }).next).toBe('finish')
    expect(of({ status: 'held', worker_id: 'S:1' }).next).toBe('resume')
  })

  it('answers for what a colleague has', () => {
    expect(of({ status: 'on_site', worker_id: 'S:2' })).toEqual({ next: 'reply', others: ['assign', 'hold', 'classify'] })
    expect(of({ status: 'held', worker_id: 'S:2' }).others).toContain('resume')
  })

  it('offers nothing where all is over, or to whoever only looks', () => {
    expect(of({ status: 'done', worker_id: 'S:1' })).toEqual({ next: null, others: [] })
    expect(of({ status: 'closed' })).toEqual({ next: null, others: [] })
    expect(of({}, { assign: false, work: false })).toEqual({ next: null, others: [] })
  })
})

describe('whom work is given to', () => {
  it('has those who go out first, and says what they have in hand', () => {
    const all = [
      { staff_id: '1', name: '内勤丁', roles: ['desk'] },
      { staff_id: '2', name: '管家辛', roles: ['steward'] },
      { staff_id: '3', name: '维修员己', roles: ['crew'] },
    ]
    expect(found(all, '').map((one) => one.staff_id)).toEqual(['3', '2', '1'])
    expect(found(all, ' 丁').map((one) => one.staff_id)).toEqual(['1'])
    expect(inHand([aTicket({ worker_id: 'S:3', status: 'accepted' }), aTicket({ worker_id: 'S:3', status: 'done' }), aTicket()])).toEqual({ 'S:3': 1 })
  })
})

describe('who is calling', () => {
  it('has whoever pays first, each once, without those who left', () => {
    const source = { paper: '', entered_by: '', entered_on: '2024-06-01', approved_by: null, since_on: null }
    const person = (party_id: string, name: string, to_on: string | null = null) => ({ party_id, name, relation: 'owner', phone_masked: null, from_on: '2024-06-01', to_on })
    const page = {
      unit: {},
      people: [person('1', '家属甲'), person('2', '业主甲'), person('2', '业主甲'), person('3', '租户乙', '2026-01-31')],
      facts: [
        { kind: 'payer', name: '', value: '家属甲', about_id: '1', unit: '', from_on: '2024-06-01', to_on: null, replaced_on: '2026-02-01', source },
        { kind: 'payer', name: '', value: '业主甲', about_id: '2', unit: '', from_on: '2024-06-01', to_on: null, replaced_on: null, source },
      ],
    } as unknown as UnitPage
    expect(peopleOf(page, '2026-11-06').map((one) => [one.party_id, one.pays])).toEqual([['2', true], ['1', false]])
  })
})

describe('what to say first in an emergency', () => {
  it('goes by the words, the more dangerous one first', () => {
    expect(firstWords('厨房爆管了')).toBe('water')
    expect(firstWords('漏水的地方在冒烟')).toBe('fire')
    expect(firstWords('闻到煤气味')).toBe('gas')
    expect(firstWords('有人触电')).toBe('shock')
    expect(firstWords('电梯困人')).toBe('trapped')
    expect(firstWords('灯不亮')).toBeNull()
  })
})
