/* A finding as a sentence: what it is, what to do, and what is left out because of it. */
import type { Finding } from '@/api/types'
import { sayBroken } from '@/lib/codes'
import { type Facts, t, tCode } from '@/lib/i18n'

const text = (fact: unknown): string => (typeof fact === 'string' ? fact : '')

export function sayFinding(finding: Finding): { what: string; next: string } {
  const { reason, broken, left_out } = finding.facts
  const facts = {
    ...finding.facts,
    row: finding.row,
    column: finding.column,
    value: finding.value,
    reason: tCode('reason', text(reason)) ?? text(reason),
    broken: sayBroken(text(broken)),
  } as Facts
  const said = tCode('finding', finding.code, facts) ?? t('finding.other', { code: finding.code })
  const [what = '', next = ''] = said.split('|')
  return { what, next: [next, tCode('left_out', text(left_out))].filter(Boolean).join(' ') }
}
