import { describe, expect, it } from 'vitest'
import type { ApprovalPage, Stretch } from '@/api/types'
import { alike, areaPreview, type AreaFact, changesOf, differenceOf, type Month, stretchesOf, totalsOf } from '@/features/approvals/preview'
import { rightSum } from '@/features/bills/compare'
import { areaAsked, areaOf, asksToMend } from '@/lib/mending'
import { corrections as en } from '@/lib/words/corrections.en'
import { corrections as zh } from '@/lib/words/corrections.zh'

const fact = (area: string, from_on: string | null, to_on: string | null = null): AreaFact => ({ area, from_on, to_on, paper: '入伙登记表' })
const stretch = (area: string, from_on: string, to_on: string | null = null): Stretch => ({ area, from_on, to_on })
const month = (period: string, change: Partial<Month> = {}): Month => ({
  period, item_id: 'i', item_name: '物业费', billed_fen: 120000, right_fen: 100000, amount_fen: -20000, settled_fen: 0,
  area_before: ['120'], area_after: ['100'], rate: ['10'], ...change,
})
const page = (kind: string, preview: unknown, request: unknown = {}) => ({ approval: { kind, request }, preview }) as unknown as ApprovalPage

describe('what a change would do', () => {
  it('is read from the facts of its kind, and nothing of another', () => {
    expect(areaPreview(page('unit.payer', {}))).toBeNull()
    expect(areaPreview(page('unit.area', {}))).toEqual({ before: [], after: [], months: [], money: [] })
    expect(stretchesOf(page('unit.area', {}, { stretches: [stretch('2', '2026-02-01'), stretch('1', '2026-01-01')] }).approval).map((one) => one.area)).toEqual(['1', '2'])
  })

  it('puts before beside after, with the exact difference', () => {
    const [one] = changesOf([stretch('100', '2026-08-01')], [fact('120', null)])
    expect(one).toMatchObject({ area: '100', difference: '−20', before: [{ area: '120' }] })
    expect(differenceOf('94.56', '94.6')).toBe('+0.04')
    expect(differenceOf('0.3', '0.1')).toBe('−0.2')
    expect(differenceOf('100.00', '100')).toBe('0')
  })

  it('says no difference where several stood before, or none', () => {
    const before = [fact('120', null, '2026-08-31'), fact('110', '2026-09-01')]
    expect(changesOf([stretch('100', '2026-08-15')], before)[0]).toMatchObject({ difference: null })
    expect(changesOf([stretch('100', '2026-08-15', '2026-08-31')], before)[0]?.before).toHaveLength(1)
    expect(changesOf([stretch('100', '2026-08-15')], [])[0]).toMatchObject({ difference: null, before: [] })
  })

  it('adds the months up', () => {
    const months = [month('2026-08'), month('2026-09', { settled_fen: 20000 }), month('2026-10')]
    expect(totalsOf(months)).toEqual({ bills: 3, billed_fen: 360000, right_fen: 300000, amount_fen: -60000, settled_fen: 20000 })
    expect(alike(months, 'rate')).toBe('10')
    expect(alike([...months, month('2026-11', { rate: ['12'] })], 'rate')).toBeNull()
  })
})

describe('what an owner says is wrong', () => {
  const said = (words: string) => words.replace('{area}', '94.56').replace('{words}', '名字')

  it('is known again by its first words, in both languages', () => {
    for (const words of [zh, en]) {
      expect(asksToMend(said(words['mend.line_area']))).toBe(true)
      expect(asksToMend(said(words['mend.line_other']))).toBe(true)
      expect(areaAsked(said(words['mend.line_area']))).toBe('94.56')
      expect(areaAsked(said(words['mend.line_other']))).toBeNull()
    }
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
