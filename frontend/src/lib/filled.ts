/* A list's pages may be short, or empty before the last: asks on until there is enough to look at. */
import { type Ref, watch } from 'vue'

const ENOUGH = 20

interface Paged {
  hasNextPage: Readonly<Ref<boolean>>
  isFetching: Readonly<Ref<boolean>>
  isError: Readonly<Ref<boolean>>
  fetchNextPage: () => unknown
}

export function keepFilled(query: Paged, rows: Readonly<Ref<readonly unknown[]>>): void {
  watch(
    [rows, query.hasNextPage, query.isFetching],
    () => {
      const short = rows.value.length < ENOUGH && query.hasNextPage.value
      if (short && !query.isFetching.value && !query.isError.value) query.fetchNextPage()
    },
    { immediate: true },
  )
}
