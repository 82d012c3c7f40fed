/* What the server says in parts or in its own words, in the reader's. */
import { t, tCode } from './i18n'

/** Why a fee item cannot be billed: formula_missing, price_negative, surcharge_not_a_number, … */
export function sayBroken(code: string): string {
  const whole = tCode('broken', code)
  if (whole) return whole
  const [, part = '', reason = ''] = /^(price|surcharge|fixed)_(\w+)$/.exec(code) ?? []
  const what = tCode('broken_part', part)
  return what ? t('broken.of', { what, reason: tCode('reason', reason) ?? reason }) : t('item.broken')
}

/** Where a figure stands: a workbook's row is named in the reader's language. */
export const sayPaper = (paper: string): string => paper.replace(/第 (\d+) 行$/, (_, n: string) => t('source.row', { n }))
