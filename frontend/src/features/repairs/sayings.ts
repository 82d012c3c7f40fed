/* Promises and steps of a ticket in words. */
import type { Step, Ticket } from '@/api/types'
import { sayMoment } from '@/app/said'
import { t, tCode } from '@/lib/i18n'
import { leftOf, type Promised } from '@/lib/promises'

/** 还剩 1 小时 04 分 · 超时 6 分 */
export function sayLeft(left_ms: number): string {
  const { over, h, m } = leftOf(left_ms)
  if (h >= 10) return t(over ? 'over.many_hours' : 'left.many_hours', { h })
  if (h > 0) return t(over ? 'over.hours' : 'left.hours', { h, m: String(m).padStart(2, '0') })
  return t(over ? 'over.minutes' : 'left.minutes', { m })
}

/** What is promised, as its owner hears it (`vow`) or as the crew does (`rule`). */
export const sayPromise = (promise: Promised, whose: 'vow' | 'rule'): string =>
  (whose === 'vow' ? tCode('vow', promise.rule, timeOf(promise)) : tCode('rule', promise.rule, timeOf(promise))) ?? sayMoment(promise.due_at)

const timeOf = (promise: Promised) => ({ time: sayMoment(promise.due_at) })

export const sayStatus = (ticket: Pick<Ticket, 'status'>): string => tCode('ticket_status', ticket.status) ?? ticket.status

/** What a step is called; the words of one that gives work say to whom. */
export function sayStep(step: Step, you?: string): string {
  if (step.event === 'ticket.promise_missed') return tCode('missed', step.words) ?? step.words
  const who = step.by_name && step.by_name === you ? t('step.you') : step.by_name
  return (tCode('step', step.event, { who, to: step.words }) ?? step.event).trim()
}

/** What was said with it. */
export const wordsOf = (step: Step): string => (['ticket.assigned', 'ticket.promise_missed'].includes(step.event) ? '' : step.words)
