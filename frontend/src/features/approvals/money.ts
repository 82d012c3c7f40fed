/* Money that moves, in words: a credit is below nothing. */
import { t } from '@/lib/i18n'
import { money } from '@/lib/money'

export function sayMoves(amount_fen: number): string {
  if (amount_fen === 0) return t('approval.no_money')
  return amount_fen < 0 ? t('approval.gives_back', { money: money(-amount_fen) }) : t('approval.asks_for', { money: money(amount_fen) })
}
