/* Shares and findings in words. Pure, but for the language. */
import type { Doubt } from '@/api/types'
import { listed, t, tCode } from '@/lib/i18n'
import { decimal } from '@/lib/money'

/** Every check, in the order in which it costs money. */
export const CHECKS = [
  'area_missing',
  'area_unlike_sisters',
  'area_overlap',
  'area_gap',
  'payer_missing',
  'payer_overlap',
  'payer_gap',
  'owner_twice',
  'missing_phone',
  'bad_phone',
  'bad_id_number',
  'duplicate_party',
] as const
const OF_PEOPLE: readonly string[] = ['missing_phone', 'bad_phone', 'bad_id_number', 'duplicate_party']

export const aboutOf = (check: string): 'unit' | 'party' => (OF_PEOPLE.includes(check) ? 'party' : 'unit')

/** 9875 → 98.75; of hundredths of a percent, never rounded up. */
export function percent(share: number): string {
  const rest = share % 100
  return rest === 0 ? String(share / 100) : `${Math.floor(share / 100)}.${String(rest).padStart(2, '0')}`
}

export const nameOf = (check: string): string => tCode('doubt.check', check) ?? check

type Told = Pick<Doubt, 'check' | 'facts' | 'subject_name' | 'other_names'>

/** What is wrong, in a sentence. */
export function sentenceOf(one: Told): string {
  const area = (name: string) => (typeof one.facts[name] === 'string' ? decimal(one.facts[name]) : '')
  const day = (name: string) => (typeof one.facts[name] === 'string' && one.facts[name] ? one.facts[name] : t('doubt.unknown_day'))
  const others = one.other_names.filter(Boolean)
  const facts = {
    name: one.subject_name || t('doubt.somebody'),
    others: others.length ? listed(others) : t('doubt.somebody_else'),
    area: area('area'),
    usual: area('usual'),
    from: day('from_on'),
    to: day('to_on'),
    phone: String(one.facts.phone_masked ?? ''),
    number: String(one.facts.id_number_masked ?? ''),
  }
  return tCode('doubt.text', one.check, facts) ?? nameOf(one.check)
}

/** Whom or what it is about: the person's name, or nothing where the unit says it all. */
export const whoOf = (one: Pick<Doubt, 'about' | 'subject_name'>): string => (one.about === 'party' ? one.subject_name : '')
