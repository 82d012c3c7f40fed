/* A price in words: "2.50 元/㎡·月 + 20.00 元", "固定 20.00 元/月". */
import type { Price, PricedItem } from '@/api/types'
import { units } from '@/app/said'
import { decimal, yuan } from '@/lib/money'

export type Priced = Pick<Price, 'formula' | 'rate' | 'surcharge_fen' | 'fixed_fen'>

export function sayPrice({ formula, rate, surcharge_fen, fixed_fen }: Priced): string {
  if (formula === '2002') return units().perMonth(yuan(fixed_fen))
  const perArea = rate === null ? '–' : units().perArea(decimal(rate))
  return surcharge_fen ? `${perArea} + ${units().amount(yuan(surcharge_fen))}` : perArea
}

/** What an item costs today; null where it is not charged any more, or not yet. */
export const todays = ({ tariffs }: Pick<PricedItem, 'tariffs'>): Price | null => tariffs.find((one) => one.holds_today) ?? null

/** The same; else what is on file last; null where nothing is. */
export function priceNow(item: Pick<PricedItem, 'tariffs'>): Price | null {
  return todays(item) ?? item.tariffs.filter((one) => one.replaced_on === null).at(-1) ?? null
}
