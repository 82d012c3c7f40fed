/* Taking a report down: what was typed, what the words suggest, the one intention to save it. What was typed stands a
   reload. A report whose outcome is unknown cannot be changed: it is asked for again, under its own id and key. */
import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, reactive, shallowRef, watch } from 'vue'
import { client, gives, under } from '@/api/client'
import { problemOf } from '@/api/problem'
import { type Keeper, type Kept, useVerb } from '@/api/verb'
import { held, hold, keptIntention } from '@/app/kept'
import { session } from '@/app/session'
import type { Kind, Priority } from './codes'

const KEEP_SECONDS = 3_600
const PAUSE_MS = 300

/** Empty kind and priority: as the words suggest. `files` are those that were sent. */
export interface Draft {
  unitId: string
  contactId: string
  words: string
  kind: Kind | ''
  priority: Priority | ''
  files: string[]
}
export const nothingSaid = (): Draft => ({ unitId: '', contactId: '', words: '', kind: '', priority: '', files: [] })

interface Taken {
  unit_id: string
  contact_id: string | null
  words: string
  files: string[]
  kind: Kind | null
  priority: Priority | null
}

const draftOf = ({ unit_id, contact_id, words, files, kind, priority }: Taken): Draft => ({ unitId: unit_id, contactId: contact_id ?? '', words, files, kind: kind ?? '', priority: priority ?? '' })

/** As sessionStorage keeps it, and in memory as well, where that keeps nothing. */
function keeperOf(name: string): Keeper {
  const stored = keptIntention(name, KEEP_SECONDS)
  let kept: Kept | null = stored.read()
  return { read: () => kept, write: (next) => stored.write((kept = next)) }
}

/** What the words suggest, a moment after they were typed; null while nobody knows. */
function useSuggestion(words: () => string) {
  const asked = shallowRef(words().trim())
  let timer = 0
  watch(words, (now) => {
    clearTimeout(timer)
    timer = window.setTimeout(() => (asked.value = now.trim()), PAUSE_MS)
  })
  const query = useQuery({
    queryKey: ['suggestion', asked],
    queryFn: () => gives(client.POST('/suggestion', { body: { words: asked.value } })),
    enabled: computed(() => asked.value !== ''),
    placeholderData: (before) => before,
    staleTime: Infinity,
    gcTime: 60_000,
  })
  const suggested = computed(() => (words().trim() === '' ? null : (query.data.value ?? null)))
  /** Whether it was made of all that stands there. */
  const current = computed(() => asked.value === words().trim() && !query.isPlaceholderData.value)
  return { suggested, current }
}

export function useIntake(communityId: string, done: (ticketId: string) => unknown) {
  const cache = useQueryClient()
  const who = session.value?.person.id ?? ''
  const name = `intake.${communityId}.${who}`
  const keeper = keeperOf(`${name}.asked`)
  const draft = reactive<Draft>({ ...nothingSaid(), ...held<Draft>(name, KEEP_SECONDS) })
  const asked = keeper.read()
  const resumed = shallowRef(asked !== null)
  if (asked) Object.assign(draft, draftOf(JSON.parse(asked.input) as Taken))
  const { suggested, current } = useSuggestion(() => draft.words)
  const kind = computed(() => draft.kind || (suggested.value?.kind as Kind | undefined) || '')
  const priority = computed(() => draft.priority || (suggested.value?.priority as Priority | undefined) || '')
  watch(draft, () => hold(name, draft))

  function forget(): void {
    Object.assign(draft, nothingSaid())
    hold(name, null)
  }
  const take = useVerb(
    (body: Taken, { key, id: ticket_id }) =>
      gives(client.POST('/communities/{community_id}/tickets', { params: { path: { community_id: communityId }, header: under(key) }, body: { ...body, ticket_id } })),
    ({ ticket_id }) => {
      forget()
      for (const list of ['queue', 'tickets']) void cache.invalidateQueries({ queryKey: [list, communityId] })
      return done(ticket_id)
    },
    undefined,
    keeper,
  )
  const problem = computed(() => (take.error.value ? problemOf(take.error.value) : null))
  const busy = computed(() => take.isPending.value)
  const unsure = computed(() => !busy.value && (resumed.value || (problem.value?.unknownOutcome ?? false)))

  /** Saves it; what nobody chose by hand is left to the server where the words have just changed. */
  function save(): void {
    if (busy.value || unsure.value) return
    const sure = <T extends string>(byHand: T | '', shown: T | ''): T | null => byHand || (current.value && shown) || null
    take.mutate({
      unit_id: draft.unitId,
      contact_id: draft.contactId || null,
      words: draft.words.trim(),
      files: [...draft.files],
      kind: sure(draft.kind, kind.value),
      priority: sure(draft.priority, priority.value),
    })
  }
  /** The same intention once more. */
  function again(): void {
    const kept = keeper.read()
    if (busy.value || !kept) return
    resumed.value = false
    take.mutate(JSON.parse(kept.input) as Taken)
  }
  return { draft, kind, priority, suggested, problem, busy, unsure, save, again, forget }
}
