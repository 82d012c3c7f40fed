import { describe, expect, it } from 'vitest'
import type { OpenBill } from '@/api/types'
import { goneOf, MOST_BILLS, nothingTyped, reckon, spread, type Typed } from '@/features/cashier/draft'

function aBill(change: Partial<OpenBill>): OpenBill {
  return { period: '2026-10', item_id: 'fee', item_name: '物业服务费', payer_id: 'a', payer_name: '业主甲', total_fen: 23640, open_fen: 23640, due_on: '2026-10-31', overdue: false, ...change }
}
const typed = (change: Partial<Typed>): Typed => ({ ...nothingTyped(), ...change })
const BILLS = [aBill({}), aBill({ item_id: 'rubbish', item_name: '垃圾清运费', total_fen: 1500, open_fen: 1500 })]
const IN_ORDER = ['bills', 'prepay', 'amount', 'paid_by', 'checked_by', 'received']

describe('what the cashier typed', () => {
  it('begins with every bill in full, and asks for the check and the money', () => {
    const found = reckon(BILLS, nothingTyped())
    expect(found.total_fen).toBe(25140)
    expect(found.parts).toEqual([
      { period: '2026-10', item_id: 'fee', amount_fen: 23640 },
      { period: '2026-10', item_id: 'rubbish', amount_fen: 1500 },
    ])
    expect(found.change_fen).toBeNull()
    expect(found.missing).toEqual(['paid_by', 'checked_by', 'received'])
  })

  it('gives change to the fen, and says what is still missing of the money', () => {
    const check = { paidBy: 'self', checkedBy: 'known' } as const
    expect(reckon(BILLS, typed({ ...check, received: '300' }))).toMatchObject({ change_fen: 4860, missing: [] })
    expect(reckon(BILLS, typed({ ...check, received: '251.40' }))).toMatchObject({ change_fen: 0, missing: [] })
    expect(reckon(BILLS, typed({ ...check, received: '251.39' }))).toMatchObject({ change_fen: -1, missing: ['received'] })
    expect(reckon(BILLS, typed({ ...check, received: '1e3' }))).toMatchObject({ change_fen: null, receivedWrong: 'not_a_number' })
  })

  it('takes a part of a bill, leaves bills out, and takes some for later', () => {
    const found = reckon(BILLS, typed({ amounts: { '2026-10 fee': '100' }, chosen: { '2026-10 rubbish': false }, prepay: '50.05' }))
    expect(found.parts).toEqual([{ period: '2026-10', item_id: 'fee', amount_fen: 10000 }])
    expect([found.prepay_fen, found.total_fen]).toEqual([5005, 15005])
  })

  it('refuses nothing, more than is open, and what is no amount', () => {
    const wrong = (text: string) => reckon(BILLS, typed({ amounts: { '2026-10 fee': text } })).rows[0]?.wrong
    expect([wrong('0'), wrong('236.41'), wrong(''), wrong('-1'), wrong('88.555')]).toEqual(['none', 'more_than_open', 'nothing', 'negative', 'too_fine'])
    expect(reckon(BILLS, typed({ amounts: { '2026-10 fee': '-1' }, chosen: { '2026-10 fee': false } })).rows[0]?.wrong).toBeNull()
  })

  it('leads from the first thing that is missing to the last', () => {
    const nothing = typed({ amounts: { '2026-10 fee': 'x' }, chosen: { '2026-10 rubbish': false }, prepay: '-' })
    expect(reckon(BILLS, nothing).missing).toEqual(IN_ORDER)
    expect(reckon([], nothingTyped()).missing).toEqual(IN_ORDER.slice(2))
  })

  it('spreads too little money over the oldest bills, the last in part, and none over those left out', () => {
    const bills = [aBill({ period: '2026-09' }), aBill({ item_id: 'rubbish', open_fen: 1500 }), aBill({})]
    const before = typed({ chosen: { '2026-10 rubbish': false }, prepay: '10', received: '300' })
    const after = { ...before, ...spread(bills, before, 30000) }
    expect(reckon(bills, after).parts).toEqual([
      { period: '2026-09', item_id: 'fee', amount_fen: 23640 },
      { period: '2026-10', item_id: 'fee', amount_fen: 5360 },
    ])
    expect(reckon(bills, after)).toMatchObject({ total_fen: 30000, change_fen: 0 })
    expect(reckon(bills, { ...before, ...spread(bills, before, 500) }).parts).toEqual([])
  })

  it('chooses no more bills than one payment settles', () => {
    const many = Array.from({ length: MOST_BILLS + 3 }, (_, n) => aBill({ item_id: String(n), open_fen: 1 }))
    expect(reckon(many, nothingTyped()).parts).toHaveLength(MOST_BILLS)
  })

  it('stands when bills were paid meanwhile; what is open is taken, and what went is named', () => {
    const before = typed({ amounts: { '2026-10 fee': '200' }, received: '300' })
    const now = [aBill({ open_fen: 10000 })]
    expect(reckon(now, before).rows).toMatchObject([{ text: '200', wrong: 'more_than_open' }])
    expect(reckon(now, typed({ received: '300' }))).toMatchObject({ total_fen: 10000, change_fen: 20000 })
    expect(goneOf(BILLS, now, before).map((bill) => bill.item_name)).toEqual(['垃圾清运费'])
    expect(goneOf(BILLS, now, typed({ chosen: { '2026-10 rubbish': false } }))).toEqual([])
  })
})
