/* Deciding one: what was pressed, what became of it, and what has changed since it was looked at. */
import { computed, type Ref, shallowRef } from 'vue'
import { problemOf } from '@/api/problem'
import type { ApprovalPage } from '@/api/types'
import { t } from '@/lib/i18n'
import { money } from '@/lib/money'
import { type Pressed, useDecision } from './api'
import { billsOf, previewOf } from './preview'

interface Figure {
  n: number
  amount_fen: number
}

function figureOf(page: ApprovalPage): Figure {
  const preview = previewOf(page)
  return { n: preview ? billsOf(preview) : 0, amount_fen: page.amount_fen }
}

/** In words what is not as it was looked at. */
export function sayChanged(before: Figure, now: Figure): string {
  const say = (one: Figure) => t('decide.figure', { n: one.n, money: money(one.amount_fen) })
  if (before.n === now.n && before.amount_fen === now.amount_fen) return t('decide.changed_facts')
  return t('decide.changed_text', { before: say(before), after: say(now) })
}

/** `page` is what is on the screen now. */
export function useDeciding(communityId: string, approvalId: string, page: Readonly<Ref<ApprovalPage | undefined>>) {
  const { verb, look } = useDecision(communityId, approvalId)
  const changed = shallowRef<string | null>(null)
  const did = shallowRef<Pressed['verb'] | null>(null)

  async function decide(pressed: Pressed): Promise<void> {
    const seen = page.value
    if (!seen || verb.isPending.value) return
    changed.value = null
    try {
      await verb.mutateAsync(pressed)
      did.value = pressed.verb
    } catch (error) {
      const problem = problemOf(error)
      if (problem.unknownOutcome) return
      await look()
      if (problem.code === 'approval_changed' && page.value) changed.value = sayChanged(figureOf(seen), figureOf(page.value))
    }
  }
  const problem = computed(() => (verb.error.value && changed.value === null ? problemOf(verb.error.value) : null))
  return { decide, busy: computed(() => verb.isPending.value), problem, changed, did }
}
