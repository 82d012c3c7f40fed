/* The owner's houses and what is owed on each. */
import { useQuery } from '@tanstack/vue-query'
import { computed, shallowRef } from 'vue'
import { client, gives } from '@/api/client'
import type { HomeUnit } from '@/api/types'
import { recall, remember } from '@/app/kept'

const chosenId = shallowRef(recall('unit'))

/** The person's houses, and the one being looked at (kept on this device). */
export function useHouses() {
  const query = useQuery({ queryKey: ['my', 'home'], queryFn: () => gives(client.GET('/my/home')) })
  const houses = computed<HomeUnit[]>(() => query.data.value?.units ?? [])
  const chosen = computed(() => houses.value.find((house) => house.unit_id === chosenId.value) ?? houses.value[0] ?? null)
  function choose(unitId: string): void {
    chosenId.value = unitId
    remember('unit', unitId)
  }
  return { query, houses, chosen, choose }
}
