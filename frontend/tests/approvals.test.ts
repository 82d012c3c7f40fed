import { beforeAll, describe, expect, it } from 'vitest'
import type { ApprovalPage } from '@/api/types'
import { messageOf } from '@/features/approvals/message'
import { alike, billsOf, changesOf, differenceOf, type Fact, type Month, type Moved, oneName, previewOf, sidesOf, stretchesOf, totalsOf } from '@/features/approvals/preview'
import { rightSum } from '@/features/bills/compare'
import { useWords } from '@/lib/i18n'
import { areaAsked, areaOf, asksToMend, topicAsked } from '@/lib/mending'
import { keptOf, percentOf, plainPercent } from '@/lib/percent'
import { corrections as en } from '@/lib/words/corrections.en'
import { corrections as zh } from '@/lib/words/corrections.zh'

const fact = (area: string, from_on: string | null, to_on: string | null = null): Fact => ({ area, from_on, to_on, paper: '入伙登记表' })
const stretch = (area: string, from_on: string, to_on: string | null = null) => ({ area, from_on, to_on })
const beside = (...before: Fact[]) => ({ before, after: [] })
const month = (period: string, change: Partial<Month> = {}): Month => ({
  period, item_id: 'i', item_name: '物业费', billed_fen: 120000, right_fen: 100000, amount_fen: -20000, settled_fen: 0, credited_fen: 20000, debited_fen: 0,
  area_before: ['120'], area_after: ['100'], rate_before: ['10'], rate: ['10'], percent_before: [], percent_after: [], ...change,
})
const page = (kind: string, preview: unknown, request: unknown = {}) => ({ approval: { kind, request }, preview }) as unknown as ApprovalPage

describe('what a change would do', () => {
  it('is read from the facts of its kind, and nothing of another', () => {
    expect(previewOf(page('run.release', {}))).toBeNull()
    expect(previewOf(page('unit.area', {}))).toEqual({ kind: 'unit.area', before: [], after: [], months: [], money: [], item_name: '', spread: null })
    expect(stretchesOf(page('unit.area', {}, { stretches: [stretch('2', '2026-02-01'), stretch('1', '2026-01-01')] }).approval).map((one) => one.area)).toEqual(['1', '2'])
  })

  it('puts before beside after, with the exact difference', () => {
    const [one] = changesOf([stretch('100', '2026-08-01')], beside(fact('120', null)))
    expect(one).toMatchObject({ after: { area: '100' }, difference: '−20', before: [{ area: '120' }] })
    expect(differenceOf('94.56', '94.6')).toBe('+0.04')
    expect(differenceOf('0.3', '0.1')).toBe('−0.2')
    expect(differenceOf('100.00', '100')).toBe('0')
  })

  it('says no difference where several stood before, or none', () => {
    const before = beside(fact('120', null, '2026-08-31'), fact('110', '2026-09-01'))
    expect(changesOf([stretch('100', '2026-08-15')], before)[0]).toMatchObject({ difference: null })
    expect(changesOf([stretch('100', '2026-08-15', '2026-08-31')], before)[0]?.before).toHaveLength(1)
    expect(changesOf([stretch('100', '2026-08-15')], beside())[0]).toMatchObject({ difference: null, before: [] })
  })

  it('adds the months up', () => {
    const months = [month('2026-08'), month('2026-09', { settled_fen: 20000 }), month('2026-10')]
    expect(totalsOf(months)).toEqual({ bills: 3, billed_fen: 360000, right_fen: 300000, amount_fen: -60000, settled_fen: 20000, credited_fen: 60000, debited_fen: 0 })
    expect(alike(months, 'rate')).toBe('10')
    expect(alike([...months, month('2026-11', { rate: ['12'] })], 'rate')).toBeNull()
  })
})

describe('each kind of change', () => {
  const price = (rate: string) => ({ formula: '1001', rate, surcharge_fen: 0, fixed_fen: 0 })

  it('names a payer as the preview does, and has no difference but of areas', () => {
    const before = [{ party_id: 'a', name: '业主甲', from_on: null, to_on: null, paper: '合同' }]
    const after = [{ party_id: 'b', name: '业主乙', from_on: '2026-08-01', to_on: null, paper: '协议' }]
    const [one] = changesOf([{ party_id: 'b', from_on: '2026-08-01', to_on: null }], { before, after })
    expect(one).toMatchObject({ after: { name: '业主乙' }, before: [{ name: '业主甲' }], difference: null })
  })

  it('counts the bills of all units of a price', () => {
    const shown = previewOf(page('item.tariff', { item_name: '物业费', before: [price('2')], after: [price('3')], units: 7, months: [{ period: '2026-08', bills: 7, billed_fen: 100, right_fen: 150 }, { period: '2026-09', bills: 5, billed_fen: 100, right_fen: 150 }] }))
    expect(shown).toMatchObject({ months: [], spread: { units: 7 }, item_name: '物业费' })
    expect(shown && billsOf(shown)).toBe(12)
  })

  it('marks who leaves and who comes when a unit changes hands', () => {
    const one = (about: string, party_id: string, from_on: string, to_on: string | null = null): Fact => ({ about, party_id, name: party_id, from_on, to_on })
    const before = [one('owner', 'a', '2024-01-01'), one('tenant', 't', '2025-01-01')]
    const after = [one('owner', 'a', '2024-01-01', '2026-10-14'), one('owner', 'b', '2026-10-15'), one('tenant', 't', '2025-01-01')]
    const sides = sidesOf({ before, after })
    expect(sides.before.map((line) => line.moves)).toEqual([true, false])
    expect(sides.after.map((line) => line.moves)).toEqual([true, true, false])
  })

  it('names whose money goes, where it is one', () => {
    const moved = (name: string, credit_fen: number, debit_fen: number): Moved => ({ party_id: name, name, settled_fen: 0, credit_fen, debit_fen, pays_now: true })
    const money = [moved('业主甲', 100, 0), moved('业主乙', 0, 100)]
    expect([oneName(money, (one) => one.credit_fen), oneName(money, (one) => one.debit_fen)]).toEqual(['业主甲', '业主乙'])
    expect(oneName([...money, moved('业主丙', 1, 0)], (one) => one.credit_fen)).toBeNull()
  })
})

describe('what an owner is told', () => {
  const said = (kind: string, changes: ReturnType<typeof changesOf>, months: Month[]) => messageOf({ kind, place: 'S107', request: {} }, changes, { months, item_name: '物业费' }).replaceAll('\u00a0', '')
  beforeAll(() => useWords('corrections'))

  it('is the mistake, the sum and an apology where we erred', () => {
    const changes = changesOf([stretch('100', '2026-08-01')], beside(fact('120', null)))
    const told = said('unit.area', changes, [month('2026-08'), month('2026-09')])
    expect(told).toBe('您好。S107 的面积我们登记错了，应是 100.00㎡，不是 120.00㎡。2 张账单一共多收 400.00元，今天退到您的账上，先抵没缴的账单，余下的转为预存。给您添麻烦了，对不起。')
    expect(said('unit.area', changes, [])).toBe('您好。S107 的面积已经改成 100.00㎡。已发的账单不用变。谢谢您告诉我们。')
  })

  it('is what holds now where nobody erred', () => {
    const off = { percent: '20', policy: '教师优惠', from_on: '2026-08-01', to_on: null }
    expect(said('unit.discount', changesOf([off], beside()), [month('2026-08')])).toContain('物业费从 2026-08-01 起：优惠 20% · 教师优惠。1 张账单一共多收 200.00元')
    const use = { occupancy: 'let', from_on: '2026-08-01', to_on: null }
    expect(said('unit.occupancy', changesOf([use], beside()), [])).toBe('您好。S107 的使用状况已经改为“出租”。谢谢您告诉我们。')
  })
})

describe('a percentage', () => {
  it('is read as it is typed, and says what is left to pay', () => {
    expect(['20', '１２。５%', '100', '0'].map(percentOf)).toEqual(['20', '12.5', '100', '0'])
    expect(['', '100.01', '-1', '1.234', '八折'].map(percentOf)).toEqual([null, null, null, null, null])
    expect(['20', '12.5', '0', '100', '99.99'].map(keptOf)).toEqual(['80', '87.5', '100', '0', '0.01'])
    expect(['20.00', '12.50', '100', '0.05'].map(plainPercent)).toEqual(['20', '12.5', '100', '0.05'])
  })
})

describe('what an owner says is wrong', () => {
  const said = (words: string) => words.replace('{area}', '94.56').replace('{words}', '名字')

  it('is known again by its first words, in both languages', () => {
    for (const words of [zh, en]) {
      expect(asksToMend(said(words['mend.line.area']))).toBe(true)
      expect(asksToMend(said(words['mend.line.other']))).toBe(true)
      expect(areaAsked(said(words['mend.line.area']))).toBe('94.56')
      expect(areaAsked(said(words['mend.line.other']))).toBeNull()
    }
    for (const words of [zh, en])
      for (const topic of ['area', 'file', 'payer', 'transfer'] as const) expect(topicAsked(said(words[`mend.line.${topic}`]))).toBe(topic)
    expect([topicAsked(said(zh['mend.line.other'])), topicAsked('水管漏了')]).toEqual([null, null])
    expect(asksToMend('水管漏了')).toBe(false)
    expect(areaAsked('面积应为 100 ㎡')).toBeNull()
  })

  it('takes an area as it is typed', () => {
    expect(['100', ' 94.56 ㎡', '９４。５', '100m2'].map(areaOf)).toEqual(['100', '94.56', '94.5', '100'])
    expect(['', '0', '-3', '1e5', '1.23456', '一百'].map(areaOf)).toEqual([null, null, null, null, null, null])
  })
})

describe('a month with its corrections', () => {
  it('has a right sum only where something was corrected', () => {
    const bill = (notes: number, right_fen: number) => ({ notes: Array(notes).fill({}), right_fen }) as never
    expect(rightSum({ bills: [bill(0, 100), bill(0, 200)] })).toBeNull()
    expect(rightSum({ bills: [bill(1, 100), bill(0, 200)] })).toBe(300)
  })
})
