/* The agent's list: which callback is looked at, what is being written of it, what was kept, and who is next. */
import { computed, nextTick, reactive, type Ref, shallowRef, watch } from 'vue'
import { useRouter } from 'vue-router'
import { problemOf } from '@/api/problem'
import { sayMoment } from '@/app/said'
import { t } from '@/lib/i18n'
import { useNow } from '@/lib/now'
import { useCallbacks } from './api'
import { nextOf, useCalling, useDone, wasAnswered } from './desk'

export function useCallbackDesk(communityId: string, chosen: Ref<string>) {
  const router = useRouter()
  const now = useNow()
  const base = `/desk/${communityId}/callbacks`
  const open = useCallbacks(shallowRef(communityId))
  const which = shallowRef<'open' | 'done'>('open')
  const rows = computed(() => open.data.value?.rows ?? [])
  const owed = computed(() => rows.value.find((one) => one.callback_id === chosen.value) ?? null)
  const done = useDone(
    communityId,
    computed(() => which.value === 'done' || (chosen.value !== '' && open.data.value !== undefined && !owed.value)),
  )
  const answered = computed(() => done.data.value?.pages.flatMap((page) => page.rows) ?? [])
  const one = computed(() => owed.value ?? answered.value.find((row) => row.callback_id === chosen.value) ?? null)
  const draft = reactive({ score: null as number | null, suggestion: '', unasked: false })
  const kept = shallowRef<{ text: string; ticket: string | null } | null>(null)

  const go = (id: string | null) => router.replace(id ? `${base}/${id}` : base)
  async function leave(): Promise<void> {
    const from = chosen.value
    if (!from || document.querySelector('dialog[open]')) return
    await go(null)
    await nextTick()
    const row = document.querySelector<HTMLElement>(`[data-callback="${from}"]`) ?? document.getElementById('main')
    row?.focus()
  }
  /** Says what was kept of the one looked at, and goes on to the next. */
  function onward(text: string, ticket: string | null): void {
    const next = nextOf(rows.value, chosen.value, now.value)
    kept.value = { text, ticket }
    void (next ? go(next) : leave())
  }
  const named = () => ({ what: `${one.value?.place ?? ''} ${one.value?.summary ?? ''}`.trim() })
  const calling = useCalling(
    communityId,
    (score, reopened) => onward(t(reopened ? 'calls.kept_reopened' : 'calls.kept', { ...named(), n: score }), reopened ? (one.value?.ticket_id ?? null) : null),
    (retryAt) => onward(t('calls.kept_try', { ...named(), time: sayMoment(retryAt) }), null),
  )
  const busy = computed(() => calling.answer.isPending.value || calling.again.isPending.value)
  const error = computed(() => calling.answer.error.value ?? calling.again.error.value)

  function save(): void {
    if (!owed.value || busy.value) return
    draft.unasked = draft.score === null
    if (draft.score !== null) calling.answer.mutate({ callback_id: chosen.value, score: draft.score, suggestion: draft.suggestion.trim() })
  }
  function again(retry_at: string): void {
    if (!busy.value) calling.again.mutate({ callback_id: chosen.value, retry_at })
  }

  watch(error, (now) => void (wasAnswered(now) && calling.look()))
  watch(chosen, () => {
    Object.assign(draft, { score: null, suggestion: '', unasked: false })
    calling.answer.reset()
    calling.again.reset()
  })
  /** An address may name one that was answered long ago: then the answered ones are shown. */
  const stop = watch(
    () => open.data.value,
    async (found) => {
      if (!found) return
      if (chosen.value && !owed.value) which.value = 'done'
      await nextTick()
      stop()
    },
    { immediate: true },
  )
  return { answered, base, busy, done, draft, go, kept, leave, now, one, open, owed, rows, save, again, which, problem: computed(() => (error.value ? problemOf(error.value) : null)) }
}
