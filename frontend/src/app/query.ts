/* How the page reads: cache first, a second try only where it can help, nothing while there is no signal. */
import { QueryClient } from '@tanstack/vue-query'
import { problemOf } from '@/api/problem'

const SECOND = 1_000
const MOST_TRIES = 2

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 20 * SECOND,
      gcTime: 30 * 60 * SECOND,
      retry: (tries, error) => problemOf(error).unknownOutcome && tries < MOST_TRIES,
      retryDelay: (tries) => (tries + 1) * SECOND,
    },
    mutations: { retry: false },
  },
})
