import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Problem } from '@/api/problem'
import type { OpenBill } from '@/api/types'
import { insist } from '@/api/verb'
import { choiceOf, chosenIn, coveredBy, keyOf, leftAtFirst, monthsOf, MOST_BILLS, MOST_BY_PREPAID, totalOf } from '@/features/paying/choice'
import { PayIntentions, type Place } from '@/features/paying/intentions'
import { withReturn } from '@/features/paying/way'

const HOUR = 60 * 60_000

function aBill(more: Partial<OpenBill> = {}): OpenBill {
  const names = { item_id: 'I1', item_name: '物业费', payer_id: 'P1', payer_name: '业主甲' }
  return { period: '2026-10', ...names, total_fen: 23640, open_fen: 23640, due_on: '2026-10-31', overdue: false, ...more }
}

/** A device that keeps one text; several pages may look at it. */
function aDevice(): Place & { text: string | null } {
  const device = {
    text: null as string | null,
    read: () => device.text,
    write: (text: string | null) => {
      device.text = text
    },
  }
  return device
}

describe('the intention to pay', () => {
  const all = choiceOf([aBill(), aBill({ item_id: 'I2', open_fen: 1500 })], 0)

  it('keeps its key and its order through a second tap, a second tab and a reload', () => {
    const device = aDevice()
    const first = new PayIntentions(device).begin(all)
    expect(new PayIntentions(device).begin(choiceOf([aBill(), aBill({ item_id: 'I2', open_fen: 1500 })], 0))).toEqual(first)
  })

  it('keeps them when the order was opened: the way back from the provider leads to the same order', () => {
    const kept = new PayIntentions(aDevice())
    const { key, id } = kept.begin(all)
    kept.opened(id, 25140, 'h5')
    expect(kept.begin(all)).toMatchObject({ key, id, amount_fen: 25140, scene: 'h5' })
    kept.opened(id, 25140, 'native')
    expect(kept.newest()).toMatchObject({ id, scene: 'h5' })
  })

  it('keeps them through answers that were lost, and an answer that came', async () => {
    const device = aDevice()
    const keys: string[] = []
    const answers = [new Problem('no_answer', 0), new Problem('unavailable', 503), 'opened', 'opened']
    const send = ({ key, id }: { key: string; id: string }) => {
      keys.push(`${key} ${id}`)
      const answer = answers.shift()
      return answer instanceof Problem ? Promise.reject(answer) : Promise.resolve(answer)
    }
    await expect(insist(new PayIntentions(device), all, send, [])).rejects.toThrow('no_answer')
    await insist(new PayIntentions(device), all, send, [0])
    await insist(new PayIntentions(device), all, send, [])
    expect(new Set(keys).size).toBe(1)
    expect(keys).toHaveLength(4)
  })

  it('is another one for another choice, and the first again for the first choice', () => {
    const kept = new PayIntentions(aDevice())
    const first = kept.begin(all)
    const others = [choiceOf([aBill()], 0), choiceOf([aBill({ open_fen: 1 })], 0), { ...all, prepay_fen: 100 }].map((choice) => kept.begin(choice))
    expect(new Set([first, ...others].flatMap(({ key, id }) => [key, id])).size).toBe(8)
    expect(kept.begin(all)).toEqual(first)
  })

  it('is a new one once the order has ended, and an hour later', () => {
    let now = 1_800_000_000_000
    const device = aDevice()
    const kept = new PayIntentions(device, () => now)
    const first = kept.begin(all)
    kept.end(first.id)
    expect(device.text).toBeNull()
    const second = kept.begin(all)
    expect(second.id).not.toBe(first.id)
    now += HOUR
    expect(kept.find(second.id)).toBeNull()
    expect(kept.begin(all).key).not.toBe(second.key)
  })

  it('is shown as under way only when it has an order, the newest first', () => {
    const kept = new PayIntentions(aDevice())
    const first = kept.begin(all)
    expect(kept.newest()).toBeNull()
    kept.opened(first.id, 25140, 'h5')
    kept.begin(choiceOf([aBill()], 0))
    expect(kept.newest()?.id).toBe(first.id)
  })

  it('reads nothing from what it did not write', () => {
    for (const text of ['', 'null', '{}', '[null, 1, {"key": 1}]', '[{"key":"k","id":"i"}]', 'not json']) {
      const device = aDevice()
      device.text = text
      expect(new PayIntentions(device).newest()).toBeNull()
      expect(new PayIntentions(device).begin(all).id).toMatch(/^[0-7][0-9A-Z]{25}$/)
    }
  })
})

describe('what is chosen', () => {
  const october = [aBill(), aBill({ item_id: 'I2', open_fen: 1500, due_on: '2026-10-15', overdue: true })]
  const september = aBill({ period: '2026-09', due_on: '2026-09-30' })

  it('stands month by month, with the earliest day and whether any is overdue', () => {
    expect(monthsOf([september, ...october]).map(({ period, open_fen, due_on, overdue }) => [period, open_fen, due_on, overdue])).toEqual([
      ['2026-09', 23640, '2026-09-30', false],
      ['2026-10', 25140, '2026-10-15', true],
    ])
    expect(monthsOf([])).toEqual([])
  })

  it('is all at first; only what was asked for where any of it is open', () => {
    const bills = [september, ...october]
    expect(leftAtFirst(bills, () => false).size).toBe(0)
    expect([...leftAtFirst(bills, (bill) => bill.period === '2026-10')]).toEqual([keyOf(september)])
    const before = chosenIn(JSON.stringify(choiceOf([september], 0)))
    expect([...leftAtFirst(bills, (bill) => before.includes(keyOf(bill)))]).toEqual(october.map(keyOf))
  })

  it('is never more than one payment settles: the newest are left for the next', () => {
    const many = Array.from({ length: MOST_BILLS + 2 }, (_, n) => aBill({ item_id: `I${n}` }))
    expect([...leftAtFirst(many, () => false)]).toEqual(many.slice(MOST_BILLS).map(keyOf))
  })

  it('goes by the limits of the server', () => {
    const limits = readFileSync(join(import.meta.dirname, '..', '..', 'chalicelib', 'core', 'limits.py'), 'utf8')
    expect(limits).toContain(`BILLS_PER_PAYMENT: Final = ${MOST_BILLS}\n`)
    expect(limits).toContain(`BILLS_PER_CHUNK: Final = ${MOST_BY_PREPAID}\n`)
  })

  it('is asked for with what is open of each bill', () => {
    expect(choiceOf([aBill({ open_fen: 40 })], 100)).toEqual({ parts: [{ period: '2026-10', item_id: 'I1', amount_fen: 40 }], prepay_fen: 100 })
    expect(totalOf(october)).toBe(25140)
  })

  it('is covered by a prepayment as far as it lasts, for its own payer, as many as it settles at once', () => {
    expect(coveredBy({ payer_id: 'P1', prepaid_fen: 30000 }, october)).toBe(25140)
    expect(coveredBy({ payer_id: 'P1', prepaid_fen: 100 }, october)).toBe(100)
    expect(coveredBy({ payer_id: 'P2', prepaid_fen: 100 }, october)).toBe(0)
    const many = Array.from({ length: MOST_BY_PREPAID + 5 }, (_, n) => aBill({ item_id: `I${n}`, open_fen: 100 }))
    expect(coveredBy({ payer_id: 'P1', prepaid_fen: 1_000_000 }, many)).toBe(MOST_BY_PREPAID * 100)
  })
})

describe('the way back from the provider', () => {
  const back = 'redirect_url=https%3A%2F%2Fgj.test%2Fpay%2FU%2Forders%2FO'

  it('stands behind what the link asks already, encoded', () => {
    const link = 'https://pay.test/checkmweb?prepay_id=wx1&package=2'
    expect(withReturn(link, '/pay/U/orders/O', 'https://gj.test')).toBe(`${link}&${back}`)
  })

  it('begins the question of a link that asks nothing, before its fragment', () => {
    expect(withReturn('https://pay.test/x', '/pay/U/orders/O', 'https://gj.test')).toBe(`https://pay.test/x?${back}`)
    expect(withReturn('https://pay.test/x?a=1#wechat_redirect', '/pay/U/orders/O', 'https://gj.test')).toBe(`https://pay.test/x?a=1&${back}#wechat_redirect`)
  })
})
