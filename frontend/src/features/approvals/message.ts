/* What the owner is told when their correction is agreed to: the mistake, the sum, an apology. */
import type { Approval } from '@/api/types'
import { listed, t } from '@/lib/i18n'
import { decimal, yuan } from '@/lib/money'
import { type Changed, type Month, totalsOf } from './preview'

export function messageOf(approval: Pick<Approval, 'place'>, changes: readonly Changed[], months: readonly Month[]): string {
  const { bills: n, amount_fen } = totalsOf(months)
  const facts = {
    place: approval.place,
    after: listed(changes.map((one) => decimal(one.area))),
    before: listed([...new Set(changes.flatMap((one) => one.before.map((fact) => decimal(fact.area))))]),
    n,
    yuan: yuan(Math.abs(amount_fen)),
  }
  if (amount_fen === 0 || !facts.before) return t('message.plain', facts)
  return t(amount_fen < 0 ? 'message.credit' : 'message.debit', facts)
}
