/* What the owner is told when what they asked for is agreed to: what was put right, the sum, and, where we erred, an apology. */
import type { Approval } from '@/api/types'
import { sayValue } from '@/features/corrections/values'
import { language, listed, t, tCode } from '@/lib/i18n'
import { yuan } from '@/lib/money'
import { type Changed, type Preview, totalsOf } from './preview'

/** Of these the office had it wrong; all others became so. */
const MISTAKES = new Set(['unit.area'])

export function messageOf(approval: Pick<Approval, 'kind' | 'place' | 'request'>, changes: readonly Changed[], preview: Pick<Preview, 'months' | 'item_name'>): string {
  const { kind, place } = approval
  const { bills: n, amount_fen } = totalsOf(preview.months)
  const before = listed([...new Set(changes.flatMap((one) => one.before.map((fact) => sayValue(kind, fact))))])
  const facts = { place, before, after: listed(changes.map((one) => sayValue(kind, one.after))), day: changes[0]?.from_on ?? (approval.request as { from_on?: string }).from_on ?? '', item: preview.item_name, n, yuan: yuan(Math.abs(amount_fen)) }
  const erred = MISTAKES.has(kind) && amount_fen !== 0 && before !== ''
  const plain = erred ? null : tCode('message.what', `${kind}_plain`, facts)
  const sum = amount_fen === 0 ? t('message.sum.none') : t(amount_fen < 0 ? 'message.sum.credit' : 'message.sum.debit', facts)
  const told = [t('message.hello'), plain ?? tCode('message.what', kind, facts), hasBills(kind) ? sum : null, t(erred ? 'message.sorry' : 'message.thanks')]
  return told.filter(Boolean).join(language.value === 'en' ? ' ' : '')
}

/** Whether bills depend on it, so that something is to be said of them. */
const hasBills = (kind: string): boolean => !['unit.occupancy', 'party.file', 'unit.payer', 'unit.transfer'].includes(kind)
