/* Dates as people read them. Business dates and hours are Asia/Shanghai's (UTC+8, no daylight saving). Pure: takes today as given. */

export type Language = 'zh-CN' | 'en'

const SHANGHAI_MS = 8 * 3_600_000
const DAY_MS = 86_400_000
const WEEKDAYS: Record<Language, readonly string[]> = {
  'zh-CN': ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
}
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const NEAR: Record<Language, Record<string, string>> = {
  'zh-CN': { '-1': '昨天', '0': '今天', '1': '明天' },
  en: { '-1': 'yesterday', '0': 'today', '1': 'tomorrow' },
}

/** The day number of 2026-10-31, for counting. */
export function dayNumber(day: string): number {
  const [year, month, date] = day.split('-').map(Number)
  return Date.UTC(year ?? 1970, (month ?? 1) - 1, date ?? 1) / DAY_MS
}

export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from)
}

export function weekday(day: string, language: Language): string {
  return WEEKDAYS[language][(dayNumber(day) + 4) % 7] ?? ''
}

/** 2026-10-31 周六 */
export function longDay(day: string, language: Language): string {
  return `${day} ${weekday(day, language)}`
}

/** 10-31 周六 within this year, else 2025-10-31. */
export function shortDay(day: string, today: string, language: Language): string {
  return day.slice(0, 4) === today.slice(0, 4) ? `${day.slice(5)} ${weekday(day, language)}` : day
}

/** The Shanghai date of an instant: 2026-10-31T16:00:00.000000Z is 2026-11-01. */
export function dayOf(instant: string): string {
  return new Date(Date.parse(instant) + SHANGHAI_MS).toISOString().slice(0, 10)
}

export function clockOf(instant: string): string {
  return new Date(Date.parse(instant) + SHANGHAI_MS).toISOString().slice(11, 16)
}

/** 今天 14:20 · 昨天 16:40 · 10-31 周六 14:20 · 2025-10-31 14:20 */
export function moment(instant: string, today: string, language: Language): string {
  const day = dayOf(instant)
  const near = NEAR[language][String(daysBetween(today, day))]
  return `${near ?? shortDay(day, today, language)} ${clockOf(instant)}`
}

/** 10 月 within this year, else 2025 年 10 月; Oct / Oct 2025. */
export function monthName(period: string, today: string, language: Language): string {
  const [year = '', month = '1'] = period.split('-')
  const same = year === today.slice(0, 4)
  if (language === 'en') return `${MONTHS[Number(month) - 1] ?? month}${same ? '' : ` ${year}`}`
  return `${same ? '' : `${year} 年 `}${Number(month)} 月`
}

/** 2026-10 plus months. */
export function plusMonths(period: string, months: number): string {
  const [year, month] = period.split('-').map(Number)
  const total = (year ?? 0) * 12 + (month ?? 1) - 1 + months
  return `${Math.floor(total / 12)}-${String((total % 12) + 1).padStart(2, '0')}`
}

/** Today in Shanghai by this device's clock; used until the server has said which day it is. */
export function deviceToday(): string {
  return new Date(Date.now() + SHANGHAI_MS).toISOString().slice(0, 10)
}
