/* What is typed of a correction, and what is wrong with it. */
import type { Stretch } from '@/api/types'
import { t } from '@/lib/i18n'
import { areaOf } from '@/lib/mending'

const FEWEST = 2

export interface Typed {
  area: string
  from: string
  to: string
  paper: string
  why: string
}
export type Wrong = Partial<Record<keyof Typed, string>>

export const typedOf = (first: Stretch | undefined): Typed => ({ area: first?.area ?? '', from: first?.from_on ?? '', to: first?.to_on ?? '', paper: '', why: '' })

/** The sentence that mends each field; what undoes another has nothing typed but paper and why. */
export function wrongWith(typed: Typed, undoes: boolean): Wrong {
  const wrong: Wrong = {}
  if (!undoes && areaOf(typed.area) === null) wrong.area = t('correct.area_wrong')
  if (!undoes && !typed.from) wrong.from = t('correct.day_wrong')
  if (!undoes && typed.to && typed.to < typed.from) wrong.to = t('correct.to_wrong')
  if (typed.paper.trim().length < FEWEST) wrong.paper = t('correct.paper_wrong')
  if (typed.why.trim().length < FEWEST) wrong.why = t('correct.why_wrong')
  return wrong
}
