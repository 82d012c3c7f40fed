import { describe, expect, it } from 'vitest'
import { aboutOf, CHECKS, percent } from '@/features/quality/sayings'
import { markOf, mayBeSigned, MOST, toggled } from '@/features/quality/signing'
import { quality as en } from '@/lib/words/quality.en'
import { quality as zh } from '@/lib/words/quality.zh'

describe('a share', () => {
  it.each([
    [10_000, '100'],
    [9_900, '99'],
    [9_767, '97.67'],
    [9_905, '99.05'],
    [9_999, '99.99'],
    [50, '0.50'],
    [0, '0'],
  ])('of %i hundredths of a percent reads %s', (share, text) => expect(percent(share)).toBe(text))
})

describe('a check', () => {
  it('has a name, a sentence and a next step in both languages', () => {
    for (const check of CHECKS)
      for (const part of ['check', 'text', 'next'])
        for (const words of [zh, en] as Record<string, string>[]) expect(words[`doubt.${part}.${check}`]).toBeTruthy()
  })
  it('is about a unit or about a person', () => {
    expect(CHECKS.filter((one) => aboutOf(one) === 'party')).toEqual(['missing_phone', 'bad_phone', 'bad_id_number', 'duplicate_party'])
  })
})

const sign = { area: '100', paper: '产权证', by_name: '内勤丁', at: '2026-11-22T02:00:00.000000Z', says: '', words: '', alone: false }
const unit = { area: '100', is_done: false, is_own: false, sign: null }

describe('a unit of a round', () => {
  it('is signed off by somebody else than who entered it, and only with an area', () => {
    expect(mayBeSigned(unit)).toBe(true)
    expect(mayBeSigned({ ...unit, is_own: true })).toBe(false)
    expect(mayBeSigned({ ...unit, area: '' })).toBe(false)
    expect(mayBeSigned({ ...unit, is_done: true })).toBe(false)
  })
  it('says how it stands', () => {
    expect(markOf(unit)).toBe('waiting')
    expect(markOf({ ...unit, is_own: true })).toBe('own')
    expect(markOf({ ...unit, area: '' })).toBe('no_area')
    expect(markOf({ ...unit, is_done: true, sign })).toBe('done')
    expect(markOf({ ...unit, sign: { ...sign, says: '90' } })).toBe('differs')
    expect(markOf({ ...unit, area: '90', sign: { ...sign, says: '90' } })).toBe('changed')
    expect(markOf({ ...unit, area: '99', sign })).toBe('changed')
  })
})

describe('what is chosen', () => {
  it('holds each once, and no more than can be signed at once', () => {
    expect(toggled(['a'], ['a', 'b'], true)).toEqual(['a', 'b'])
    expect(toggled(['a', 'b'], ['a'], false)).toEqual(['b'])
    expect(toggled([], Array.from({ length: 60 }, (_, n) => String(n)), true)).toHaveLength(MOST)
  })
})
