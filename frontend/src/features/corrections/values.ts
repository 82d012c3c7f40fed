/* What each kind of correction speaks about, in words: an area, a payer, a use, a discount, a price. */
import { sayPrice } from '@/features/prices/said'
import { t, tCode } from '@/lib/i18n'
import { decimal } from '@/lib/money'
import { isNothing, plainPercent } from '@/lib/percent'

/** A stretch or a fact on the wire: its value is under the name of its kind. */
export interface Value {
  area?: string | null
  party_id?: string | null
  name?: string
  occupancy?: string | null
  percent?: string | null
  policy?: string | null
  formula?: string
  rate?: string | null
  surcharge_fen?: number
  fixed_fen?: number
}
/** The name of a party. */
export type NameOf = (partyId: string) => string

export function sayDiscount(percent: string, policy: string | null | undefined): string {
  if (isNothing(percent)) return t('value.no_discount')
  const plain = plainPercent(percent)
  return policy ? t('value.discount_of', { percent: plain, policy }) : t('value.discount', { percent: plain })
}

export function sayValue(kind: string, value: Value, nameOf: NameOf = () => ''): string {
  if (kind === 'unit.area') return `${decimal(value.area ?? '0')}\u00a0㎡`
  if (kind === 'unit.payer') return value.name || nameOf(value.party_id ?? '') || t('value.nobody')
  if (kind === 'unit.occupancy') return tCode('occupancy', value.occupancy ?? '') ?? ''
  if (kind === 'unit.discount') return sayDiscount(value.percent ?? '0', value.policy)
  if (kind === 'item.tariff') return sayPrice({ formula: value.formula ?? '', rate: value.rate ?? null, surcharge_fen: value.surcharge_fen ?? 0, fixed_fen: value.fixed_fen ?? 0 })
  return ''
}

export const sayDays = ({ from_on, to_on }: { from_on: string; to_on?: string | null }): string =>
  to_on ? t('change.from_to', { from: from_on, to: to_on }) : t('change.since', { from: from_on })
