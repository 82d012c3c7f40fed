/* The owner's bills: a month's statement, and the list of months. */
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { client, gives } from '@/api/client'
import { gather } from '@/api/pages'

const MOST_MONTHS = 120

export function useStatements(unitId: Ref<string | null>) {
  return useQuery({
    queryKey: ['my', 'statements', unitId],
    queryFn: () => {
      const unit_id = unitId.value ?? ''
      return gather((cursor) => gives(client.GET('/my/units/{unit_id}/statements', { params: { path: { unit_id }, query: { cursor } } })), MOST_MONTHS)
    },
    enabled: computed(() => unitId.value !== null),
  })
}

export function useStatement(unitId: Ref<string>, period: Ref<string>) {
  return useQuery({
    queryKey: ['my', 'statement', unitId, period],
    queryFn: () =>
      gives(client.GET('/my/units/{unit_id}/statements/{period}', { params: { path: { unit_id: unitId.value, period: period.value } } })),
  })
}
