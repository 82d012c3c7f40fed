/* A unit's facts in words. */
import type { UnitFact } from '@/api/types'
import { units } from '@/app/said'
import { t } from '@/lib/i18n'
import { decimal } from '@/lib/money'

/** What holds: an area or a price with its unit, or a payer's name. */
export function sayFact(fact: UnitFact): string {
  if (!fact.value) return fact.kind === 'item' ? t('fact.charged') : t('fact.unknown')
  if (fact.unit === 'm2') return `${decimal(fact.value)}\u00a0${units().area}`
  if (fact.unit === 'yuan_per_m2_month') return units().perArea(decimal(fact.value))
  return fact.unit === 'yuan_per_month' ? units().perMonth(decimal(fact.value)) : fact.value
}
