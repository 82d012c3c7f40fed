/* Prices as dated facts, so that they are drawn as a unit's are. Pure. */
import type { Price, PricedItem, UnitFact } from '@/api/types'

const NUMBER = { fixed: 'yuan_per_month', rate: 'yuan_per_m2_month' } as const

export function factOf(item: PricedItem, price: Price): UnitFact {
  const { from_on, to_on, known_on, replaced_on, source } = price
  const [value, unit] = price.formula === '2002' ? [String(price.fixed_fen), NUMBER.fixed] : [price.rate ?? '', NUMBER.rate]
  return { kind: 'item', name: item.name, about_id: item.item_id, policy: '', value, unit, from_on, to_on, known_on, replaced_on, source }
}
