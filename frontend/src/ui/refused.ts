/* The sentence for a problem: what happened, then what to do next (the words keep the two apart by a bar). */
import type { Problem } from '@/api/problem'
import { type Facts, t, tCode } from '@/lib/i18n'

export interface Said {
  what: string
  next: string
}

export function sayProblem(problem: Problem): Said {
  const facts = problem.facts as Facts
  const kind = problem.status >= 500 ? 'unavailable' : 'refused'
  const why = typeof facts.why === 'string' ? tCode('error', `${problem.code}.${facts.why}`, facts) : null
  const text = why ?? tCode('error', problem.code, facts) ?? tCode('error', kind, facts) ?? t('error.refused')
  const [what = text, next = ''] = text.split('|')
  return { what, next }
}
