/* A unit's facts in words. */
import type { UnitFact } from '@/api/types'
import { units } from '@/app/said'
import { sayDiscount } from '@/features/corrections/values'
import { t, tCode } from '@/lib/i18n'
import { decimal } from '@/lib/money'

/** What holds: an area or a price with its unit, a payer's name, a use, what is taken off. */
export function sayFact(fact: UnitFact): string {
  if (!fact.value) return fact.kind === 'item' ? t('fact.charged') : t('fact.unknown')
  if (fact.kind === 'occupancy') return tCode('occupancy', fact.value) ?? fact.value
  if (fact.kind === 'discount') return sayDiscount(fact.value, fact.policy)
  if (fact.unit === 'm2') return `${decimal(fact.value)}\u00a0${units().area}`
  if (fact.unit === 'yuan_per_m2_month') return units().perArea(decimal(fact.value))
  return fact.unit === 'yuan_per_month' ? units().perMonth(decimal(fact.value)) : fact.value
}

/** What it is a fact of: the area, the payer, a fee, the discount on one. */
export function sayWhat(fact: Pick<UnitFact, 'kind' | 'name'>): string {
  if (fact.kind === 'item') return fact.name || t('fact.item')
  if (fact.kind === 'discount') return t('fact.discount_on', { item: fact.name })
  return tCode('fact', fact.kind) ?? fact.kind
}
