import { describe, expect, it } from 'vitest'
import type { Line, Source } from '@/api/types'
import { sentence, sentenceText, type Units } from '@/lib/sentence'

const chinese: Units = {
  area: '㎡',
  amount: (yuan) => `${yuan} 元`,
  perArea: (yuan) => `${yuan} 元/㎡·月`,
  perMonth: (yuan) => `固定 ${yuan} 元/月`,
  months: (n) => `${n} 月`,
  days: (n, of) => `${n}/${of} 天`,
  waived: (yuan, off) => `${off ? '减免 −' : '减免放回 +'}${yuan} 元`,
  missing: (was, area, yuan) => `，原来${area ? `按 ${area} ㎡ ` : ''}算了 ${was} 元，补 ${yuan} 元`,
  other: (value, unit) => `${value} ${unit}`,
}
const deed: Source = { paper: '不动产权证', entered_by: '内勤丁', entered_on: '2024-06-03', approved_by: null, since_on: '2024-06-01' }

function aLine(change: Partial<Line> = {}): Line {
  return {
    formula: '1001',
    amount_fen: 14293,
    from_on: '2026-10-01',
    to_on: '2026-10-31',
    months: '1',
    quantity: { value: '94.56', unit: 'm2', source: deed },
    rate: { value: '1.30', unit: 'yuan_per_m2_month', source: deed },
    surcharge: { value_fen: 2000, source: deed },
    fixed: null,
    discount: null,
    days: 31,
    of_days: 31,
    was_area: null,
    was_fen: null,
    ...change,
  }
}
const plain = (line: Line) => sentenceText(line, chinese).replaceAll('\u00a0', ' ')

describe('a line in words', () => {
  it('says area × rate × months + surcharge', () => {
    expect(plain(aLine())).toBe('94.56 ㎡ × 1.30 元/㎡·月 × 1 月 + 20.00 元 = 142.93 元')
  })

  it('leaves out a surcharge of nothing', () => {
    expect(plain(aLine({ surcharge: null, amount_fen: 12293 }))).toBe('94.56 ㎡ × 1.30 元/㎡·月 × 1 月 = 122.93 元')
    expect(plain(aLine({ surcharge: { value_fen: 0, source: deed }, amount_fen: 12293 }))).not.toContain('+')
  })

  it('says a fixed amount × months', () => {
    const fixed = aLine({ formula: '2002', quantity: null, rate: null, surcharge: null, fixed: { value_fen: 2000, source: deed }, amount_fen: 2000 })
    expect(plain(fixed)).toBe('固定 20.00 元/月 × 1 月 = 20.00 元')
  })

  it('says of what is missing what was billed before, and never a sum of its own', () => {
    const missing = aLine({ surcharge: null, amount_fen: 20000, was_fen: 100000, was_area: '100', quantity: { value: '120', unit: 'm2', source: deed } })
    expect(plain(missing)).toBe('120.00 ㎡ × 1.30 元/㎡·月 × 1 月，原来按 100.00 ㎡ 算了 1,000.00 元，补 200.00 元')
  })

  it('says what is taken off as what is left to pay, of the whole', () => {
    const off = { percent: '20.00', policy: '教师优惠', source: deed }
    expect(plain(aLine({ discount: off, amount_fen: 11434 }))).toBe('(94.56 ㎡ × 1.30 元/㎡·月 + 20.00 元) × 1 月 × 80% = 114.34 元')
    expect(plain(aLine({ discount: { ...off, percent: '12.5' }, surcharge: null, amount_fen: 10756 }))).toBe('94.56 ㎡ × 1.30 元/㎡·月 × 1 月 × 87.5% = 107.56 元')
  })

  it('says which part of the month is somebody’s', () => {
    expect(plain(aLine({ surcharge: null, days: 15, of_days: 30, amount_fen: 6147 }))).toBe('94.56 ㎡ × 1.30 元/㎡·月 × 1 月 × 15/30 天 = 61.47 元')
  })

  it('says an amount taken off, or put back, with its paper', () => {
    const waived = aLine({ formula: 'waived', quantity: null, rate: null, surcharge: null, fixed: { value_fen: -5000, source: deed }, amount_fen: -5000 })
    expect(plain(waived)).toBe('减免 −50.00 元')
    expect(plain({ ...waived, amount_fen: 5000 })).toBe('减免放回 +50.00 元')
    expect(sentence(waived, chinese)[0]?.figure?.source).toEqual({ ...deed, since_on: null })
  })

  it('lets every number but the result be asked, with its own source', () => {
    const asked = sentence(aLine(), chinese).flatMap((part) => (part.figure ? [part.figure.kind] : []))
    expect(asked).toEqual(['quantity', 'rate', 'months', 'surcharge'])
    const area = sentence(aLine(), chinese)[0]?.figure
    expect(area?.source).toEqual(deed)
  })
})
