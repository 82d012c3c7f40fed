import { describe, expect, it } from 'vitest'
import { clockOf, dayOf, daysBetween, longDay, moment, monthName, plusMonths, shortDay } from '@/lib/dates'

const TODAY = '2026-10-31'

describe('dates', () => {
  it('writes a day with its weekday in both languages', () => {
    expect(longDay('2026-10-31', 'zh-CN')).toBe('2026-10-31 周六')
    expect(longDay('2026-11-30', 'en')).toBe('2026-11-30 Mon')
    expect(longDay('1970-01-01', 'zh-CN')).toBe('1970-01-01 周四')
    expect(longDay('2024-02-29', 'zh-CN')).toBe('2024-02-29 周四')
  })

  it('leaves the year out within this year only', () => {
    expect(shortDay('2026-11-01', TODAY, 'zh-CN')).toBe('11-01 周日')
    expect(shortDay('2025-11-01', TODAY, 'zh-CN')).toBe('2025-11-01')
  })

  it('reads instants in Shanghai, also across midnight', () => {
    expect(dayOf('2026-10-30T16:00:00.000000Z')).toBe('2026-10-31')
    expect(dayOf('2026-10-30T15:59:59.999999Z')).toBe('2026-10-30')
    expect(clockOf('2026-10-31T06:20:00.000000Z')).toBe('14:20')
  })

  it('says today, yesterday and tomorrow', () => {
    expect(moment('2026-10-31T06:20:00.000000Z', TODAY, 'zh-CN')).toBe('今天 14:20')
    expect(moment('2026-10-30T08:40:00.000000Z', TODAY, 'zh-CN')).toBe('昨天 16:40')
    expect(moment('2026-10-31T23:00:00.000000Z', TODAY, 'en')).toBe('tomorrow 07:00')
    expect(moment('2026-10-05T02:00:00.000000Z', TODAY, 'zh-CN')).toBe('10-05 周一 10:00')
    expect(moment('2025-10-05T02:00:00.000000Z', TODAY, 'zh-CN')).toBe('2025-10-05 10:00')
  })

  it('names months and walks over years', () => {
    expect(monthName('2026-10', TODAY, 'zh-CN')).toBe('10 月')
    expect(monthName('2025-10', TODAY, 'zh-CN')).toBe('2025 年 10 月')
    expect(monthName('2025-10', TODAY, 'en')).toBe('Oct 2025')
    expect(plusMonths('2026-12', 1)).toBe('2027-01')
    expect(plusMonths('2026-01', -1)).toBe('2025-12')
    expect(plusMonths('2026-10', -24)).toBe('2024-10')
  })

  it('counts days', () => {
    expect(daysBetween('2026-11-06', '2026-11-30')).toBe(24)
    expect(daysBetween('2026-03-01', '2026-02-28')).toBe(-1)
  })
})
