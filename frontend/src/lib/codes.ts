/* Codes that are made of two parts, in words. */
import { t, tCode } from './i18n'

/** Why a fee item cannot be billed: formula_missing, price_negative, surcharge_not_a_number, … */
export function sayBroken(code: string): string {
  const whole = tCode('broken', code)
  if (whole) return whole
  const [, part = '', reason = ''] = /^(price|surcharge|fixed)_(\w+)$/.exec(code) ?? []
  const what = tCode('broken_part', part)
  return what ? t('broken.of', { what, reason: tCode('reason', reason) ?? reason }) : t('item.broken')
}
