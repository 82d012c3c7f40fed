/* The communities that a person of the office works for. */
import { client, gives, under } from '@/api/client'
import { useVerb } from '@/api/verb'
import { recall, remember } from '@/app/kept'
import { openSession, session } from '@/app/session'

export const keepCommunity = (id: string): void => remember('community', id)

/** The community to open: the one opened last, else the first. */
export function communityToOpen(): string | null {
  const all = session.value?.communities ?? []
  return (all.find((one) => one.id === recall('community')) ?? all[0])?.id ?? null
}

export function useAddCommunity(done: (communityId: string) => unknown) {
  return useVerb(
    async (name: string, { key, id }) => {
      await gives(client.POST('/communities', { params: { header: under(key) }, body: { community_id: id, name } }))
      return id
    },
    async (id) => {
      session.value = null
      await openSession()
      await done(id)
    },
  )
}
