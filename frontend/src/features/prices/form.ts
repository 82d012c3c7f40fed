/* What is typed of a price, what is wrong with it, and as it is asked for. */
import type { Price, PriceStretch } from '@/api/types'
import { type Days, type Wrong, wrongDays } from '@/features/corrections/form'
import { t } from '@/lib/i18n'
import { amountOf, yuan } from '@/lib/money'

export interface TypedPrice extends Days {
  formula: '1001' | '2002'
  rate: string
  surcharge: string
  fixed: string
}

const plainYuan = (fen: number): string => (fen ? yuan(fen).replaceAll(',', '') : '')

/** Begins with what stands today, from the first of this month. */
export function typedFrom(price: Price | null, today: string): TypedPrice {
  const formula = price?.formula === '2002' ? '2002' : '1001'
  return { formula, rate: price?.rate ?? '', surcharge: plainYuan(price?.surcharge_fen ?? 0), fixed: plainYuan(price?.fixed_fen ?? 0), from: `${today.slice(0, 7)}-01`, to: '' }
}

/** A typed price per m², exact, also as a Chinese keyboard writes it; null for anything else. */
export function rateOf(text: string): string | null {
  const plainly = text.normalize('NFKC').replaceAll('。', '.').replace(/[\s元¥]/g, '')
  return /^\d{1,5}(?:\.\d{1,6})?$/.test(plainly) && /[1-9]/.test(plainly) ? plainly : null
}

export function wrongPrice(typed: TypedPrice): Wrong {
  const wrong: Wrong = { ...wrongDays(typed) }
  const amount = (text: string) => amountOf(text).wrong
  if (typed.formula === '1001') {
    if (rateOf(typed.rate) === null) wrong.rate = t('correct.rate_wrong')
    const surcharge = typed.surcharge ? amount(typed.surcharge) : null
    if (surcharge) wrong.surcharge = t(`money.wrong.${surcharge}`)
  } else {
    const fixed = amount(typed.fixed) ?? (amountOf(typed.fixed).fen === 0 ? 'nothing' : null)
    if (fixed) wrong.fixed = t(`money.wrong.${fixed}`)
  }
  return wrong
}

export function stretchOf(typed: TypedPrice): PriceStretch {
  const byArea = typed.formula === '1001'
  return {
    formula: typed.formula,
    rate: byArea ? rateOf(typed.rate) : null,
    surcharge_fen: byArea ? (amountOf(typed.surcharge).fen ?? 0) : 0,
    fixed_fen: byArea ? 0 : (amountOf(typed.fixed).fen ?? 0),
    from_on: typed.from,
    to_on: typed.to || null,
  }
}
