/* What is typed of a change, what is wrong with it, and beside which field the server's refusal stands. */
import type { Problem } from '@/api/problem'
import type { FactKind, FactStretch, Occupancy } from '@/api/types'
import { t } from '@/lib/i18n'
import { areaOf } from '@/lib/mending'
import { isNothing, percentOf } from '@/lib/percent'
import { sayProblem } from '@/ui/refused'

const FEWEST = 2
/** The policy of no discount: the server wants a word for it. */
const ENDS = '取消优惠'

export interface Papers {
  paper: string
  why: string
  files: string[]
}
export interface Days {
  from: string
  to: string
}
export interface Typed extends Days {
  area: string
  party: string
  occupancy: Occupancy | ''
  item: string
  percent: string
  policy: string
}
export type Wrong = Partial<Record<string, string>>

export function wrongPapers({ paper, why }: Papers): Wrong {
  const wrong: Wrong = {}
  if (paper.trim().length < FEWEST) wrong.paper = t('correct.paper_wrong')
  if (why.trim().length < FEWEST) wrong.why = t('correct.why_wrong')
  return wrong
}

export function wrongDays({ from, to }: Days): Wrong {
  const wrong: Wrong = {}
  if (!from) wrong.from = t('correct.day_wrong')
  else if (to && to < from) wrong.to = t('correct.to_wrong')
  return wrong
}

/** Whether the typed percentage ends a discount. */
export function endsDiscount(typed: Typed): boolean {
  const percent = percentOf(typed.percent)
  return percent !== null && isNothing(percent)
}

function wrongValue(kind: FactKind, typed: Typed): Wrong {
  if (kind === 'unit.area') return areaOf(typed.area) === null ? { area: t('correct.area_wrong') } : {}
  if (kind === 'unit.payer') return typed.party ? {} : { party: t('correct.payer_wrong') }
  if (kind === 'unit.occupancy') return typed.occupancy ? {} : { occupancy: t('correct.occupancy_wrong') }
  const wrong: Wrong = {}
  if (!typed.item) wrong.item = t('correct.item_wrong')
  if (percentOf(typed.percent) === null) wrong.percent = t('correct.percent_wrong')
  else if (!endsDiscount(typed) && typed.policy.trim().length < FEWEST) wrong.policy = t('correct.policy_wrong')
  return wrong
}

/** The sentence that mends each field. */
export const wrongWith = (kind: FactKind, typed: Typed): Wrong => ({ ...wrongValue(kind, typed), ...wrongDays(typed) })

const NOTHING = { area: null, party_id: null, occupancy: null, percent: null, policy: null }

/** What is typed, as it is asked for. */
export function stretchOf(kind: FactKind, typed: Typed): FactStretch {
  const days = { ...NOTHING, from_on: typed.from, to_on: typed.to || null }
  if (kind === 'unit.area') return { ...days, area: areaOf(typed.area) }
  if (kind === 'unit.payer') return { ...days, party_id: typed.party }
  if (kind === 'unit.occupancy') return { ...days, occupancy: typed.occupancy || null }
  return { ...days, percent: percentOf(typed.percent), policy: endsDiscount(typed) ? ENDS : typed.policy.trim() }
}

/** A stretch of a mirror request, which names only what its kind speaks about; no discount has no policy of its own. */
export function wholeStretch(given: Partial<FactStretch> & { from_on: string }): FactStretch {
  const whole = { ...NOTHING, to_on: null, ...given }
  return whole.percent === null ? whole : { ...whole, policy: whole.policy || ENDS }
}

const FIELD_OF: Record<string, string> = {
  area: 'area', party: 'party', item: 'item', percent: 'percent', ends_before: 'to', overlap: 'from', day: 'from', price: 'rate', waiver: 'amount',
}
const FIELD_OF_CODE: Record<string, string> = {
  party_bad_name: 'name', party_bad_phone: 'phone', party_bad_id_number: 'id_number', party_bad_number: 'number', party_number_taken: 'number',
  transfer_before_owner: 'from', transfer_owner_already: 'party', transfer_not_a_member: 'leaving',
}

/** Beside which field a refusal belongs, and its sentence; null where it is about all of it. */
export function refusedField(problem: Problem | null): Wrong | null {
  if (!problem) return null
  const field = problem.code === 'correction_bad_fact' ? FIELD_OF[String(problem.facts.why)] : FIELD_OF_CODE[problem.code]
  if (!field) return null
  const { what, next } = sayProblem(problem)
  return { [field]: next ? t('correct.field_refused', { what, next }) : what }
}
