/* A unit's facts in words. */
import type { UnitFact } from '@/api/types'
import { t } from '@/lib/i18n'

/** What holds: an area with its unit, a payer's name, an item that is charged. */
export function sayFact(fact: UnitFact): string {
  if (fact.kind === 'area' && /^[\d.]+$/.test(fact.value)) return `${fact.value}\u00a0㎡`
  return fact.value || (fact.kind === 'item' ? t('fact.charged') : t('fact.unknown'))
}
