/* Dates, months and units in the reader's language and seen from today. */
import { longDay, moment, monthName, shortDay } from '@/lib/dates'
import { language, t } from '@/lib/i18n'
import type { Units } from '@/lib/sentence'
import { today } from './session'

export const sayDay = (day: string): string => longDay(day, language.value)
export const sayShortDay = (day: string): string => shortDay(day, today.value, language.value)
export const sayMoment = (instant: string): string => moment(instant, today.value, language.value)
export const sayMonth = (period: string): string => monthName(period, today.value, language.value)

export function units(): Units {
  return {
    area: '㎡',
    amount: (yuan) => t('unit.amount', { yuan }),
    perArea: (yuan) => t('unit.per_area', { yuan }),
    perMonth: (yuan) => t('unit.per_month', { yuan }),
    months: (n) => t('unit.months', { n }),
    days: (n, of) => t('unit.days', { n, of }),
    waived: (yuan, off) => t(off ? 'unit.waived' : 'unit.put_back', { yuan }),
    missing: (was, area, yuan) => (area === null ? t('unit.missing', { was, yuan }) : t('unit.missing_by', { was, area, yuan })),
    other: (value, unit) => `${value}\u00a0${unit}`,
  }
}
