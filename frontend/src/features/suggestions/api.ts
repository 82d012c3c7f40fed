/* The office's table of words: read, and replaced as a whole. */
import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { client, gives, under } from '@/api/client'
import type { SuggestionTable } from '@/api/types'
import { useVerb } from '@/api/verb'

const KEY = ['suggestions']

/** Not read again behind the back of whoever edits it. */
export function useSuggestions() {
  return useQuery({
    queryKey: KEY,
    queryFn: () => gives(client.GET('/suggestions')),
    staleTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
}

export function useReplace(done: (saved: SuggestionTable['rules']) => unknown) {
  const cache = useQueryClient()
  const replace = useVerb(
    async (body: SuggestionTable, { key }) => {
      await gives(client.POST('/suggestions', { params: { header: under(key) }, body }))
      return body.rules
    },
    (saved) => {
      done(saved)
      cache.setQueryData(KEY, { rows: saved, next: null })
      void cache.invalidateQueries({ queryKey: ['journal'] })
    },
  )
  return { replace, look: () => cache.fetchQuery({ queryKey: KEY, queryFn: () => gives(client.GET('/suggestions')), staleTime: 0 }) }
}
