/* Money that moves, in words: a credit is below nothing. */
import { t } from '@/lib/i18n'
import { money } from '@/lib/money'
import { isBetween } from './preview'

/** What one of the list moves: a month's bills are asked for as a whole, a workbook moves nothing. */
export function sayMoney({ kind, amount_fen }: { kind: string; amount_fen: number }): string {
  if (kind === 'import.write') return ''
  return kind === 'run.release' ? t('release.sum', { money: money(amount_fen) }) : sayMoves(amount_fen, kind)
}

export function sayMoves(amount_fen: number, kind = ''): string {
  if (amount_fen === 0 && isBetween(kind)) return t('approval.between')
  if (amount_fen === 0) return t('approval.no_money')
  return amount_fen < 0 ? t('approval.gives_back', { money: money(-amount_fen) }) : t('approval.asks_for', { money: money(amount_fen) })
}
