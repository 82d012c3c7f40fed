/* The desk's reading of units: the directory (once), a unit's page, its account, its journal. */
import { useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { client, gives } from '@/api/client'
import { gather } from '@/api/pages'
import { may } from '@/app/session'

const MOST_UNITS = 50_000
const MOST_MONTHS = 60
const DIRECTORY_FRESH_MS = 5 * 60_000

export const directoryKey = (communityId: string) => ['directory', communityId] as const

export function useDirectory(communityId: Ref<string | undefined>) {
  return useQuery({
    queryKey: ['directory', communityId],
    queryFn: () => {
      const community_id = communityId.value ?? ''
      return gather(
        (cursor) =>
          gives(client.GET('/communities/{community_id}/directory', { params: { path: { community_id }, query: { cursor } } })),
        MOST_UNITS,
      )
    },
    enabled: computed(() => Boolean(communityId.value) && may('units.read')),
    staleTime: DIRECTORY_FRESH_MS,
  })
}

export interface Where {
  communityId: string
  unitId: string
}
const path = (where: Where) => ({ community_id: where.communityId, unit_id: where.unitId })

export function useUnit(where: Where) {
  return useQuery({
    queryKey: computed(() => ['unit', where.communityId, where.unitId]),
    queryFn: () => gives(client.GET('/communities/{community_id}/units/{unit_id}', { params: { path: path(where) } })),
  })
}

/** The unit on a day, by what was believed on another; not asked for before both days are days. */
export function useOnDay(where: Where, day: Ref<string>, believed_on: Ref<string>, isOpen: Ref<boolean>) {
  return useQuery({
    queryKey: computed(() => ['unit', where.communityId, where.unitId, 'day', day.value, believed_on.value]),
    queryFn: () =>
      gives(client.GET('/communities/{community_id}/units/{unit_id}/day', { params: { path: path(where), query: { day: day.value, believed_on: believed_on.value } } })),
    enabled: computed(() => isOpen.value && Boolean(day.value && believed_on.value)),
  })
}

export function useAccount(where: Where) {
  return useQuery({
    queryKey: computed(() => ['account', where.communityId, where.unitId]),
    queryFn: async () => {
      let open_fen = 0
      const { rows, more } = await gather(async (cursor) => {
        const page = await gives(
          client.GET('/communities/{community_id}/units/{unit_id}/account', { params: { path: path(where), query: { cursor } } }),
        )
        open_fen = page.open_fen
        return page
      }, MOST_MONTHS)
      return { rows, more, open_fen }
    },
    enabled: computed(() => may('accounts.read')),
  })
}

export function useDeskStatement(where: Where, period: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['desk-statement', where.communityId, where.unitId, period.value]),
    queryFn: () =>
      gives(
        client.GET('/communities/{community_id}/units/{unit_id}/statements/{period}', {
          params: { path: { ...path(where), period: period.value } },
        }),
      ),
  })
}

export function useJournal(where: Where) {
  return useInfiniteQuery({
    queryKey: computed(() => ['journal', where.communityId, where.unitId]),
    queryFn: ({ pageParam }) =>
      gives(
        client.GET('/communities/{community_id}/units/{unit_id}/journal', { params: { path: path(where), query: { cursor: pageParam } } }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: computed(() => may('journal.read')),
  })
}
