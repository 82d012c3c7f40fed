/* Finding a unit by typing: what is found, which one the arrows stand on, Enter takes it. */
import { computed, type Ref, shallowRef } from 'vue'
import { useDirectory } from './api'
import { findable, search } from './search'

const MOST_HITS = 8

export function usePick(communityId: Ref<string | undefined>, take: (unitId: string) => void) {
  const directory = useDirectory(communityId)
  const all = computed(() => findable(directory.data.value?.rows ?? []))
  const query = shallowRef('')
  const at = shallowRef(0)
  const hits = computed(() => (query.value.trim() ? search(all.value, query.value).slice(0, MOST_HITS) : []))

  /** Handles arrows and Enter; leaves everything else, and what is still being composed, to the field. */
  function key(event: KeyboardEvent): void {
    if (event.isComposing) return
    const hit = hits.value[at.value]
    if (event.key === 'ArrowDown') at.value = Math.min(at.value + 1, Math.max(0, hits.value.length - 1))
    else if (event.key === 'ArrowUp') at.value = Math.max(at.value - 1, 0)
    else if (event.key === 'Enter' && hit) take(hit.unit_id)
    else return
    event.preventDefault()
  }
  return { directory, query, at, hits, key }
}
