/* Pictures of a ticket: on their way to the office, and seen by those who may. Two doors: an owner's and the crew's. */
import { useQuery } from '@tanstack/vue-query'
import type { InjectionKey } from 'vue'
import { client, gives } from '@/api/client'
import type { SignedForm } from '@/api/upload'
import type { MediaAsked } from '@/lib/media'

/** As many as one step holds; the server's limit. */
export const MOST_FILES = 9
const LINK_LASTS_MS = 8 * 60_000

export type Begin = (asked: MediaAsked) => Promise<SignedForm>
export type See = (mediaId: string) => Promise<{ url: string }>

/** How the files of the ticket on this page are seen. */
export const SEE: InjectionKey<See> = Symbol('see')

const bodyOf = ({ upload_id, kind, file_name, bytes }: MediaAsked) => ({ upload_id, kind, file_name, size: bytes })

export const beginAtHome =
  (unit_id: string): Begin =>
  (asked) => gives(client.POST('/my/units/{unit_id}/media', { params: { path: { unit_id } }, body: bodyOf(asked) }))

export const beginAtWork =
  (community_id: string): Begin =>
  (asked) => gives(client.POST('/communities/{community_id}/media', { params: { path: { community_id } }, body: bodyOf(asked) }))

export const seeAtHome =
  (ticket_id: string): See =>
  (media_id) => gives(client.GET('/my/tickets/{ticket_id}/files/{media_id}', { params: { path: { ticket_id, media_id } } }))

export const seeAtWork =
  (community_id: string, ticket_id: string): See =>
  (media_id) => gives(client.GET('/communities/{community_id}/tickets/{ticket_id}/files/{media_id}', { params: { path: { community_id, ticket_id, media_id } } }))

/** A link that lasts some minutes; asked for again before it ends. */
export function useFile(see: See, mediaId: string) {
  return useQuery({ queryKey: ['file', mediaId], queryFn: () => see(mediaId), staleTime: LINK_LASTS_MS, gcTime: LINK_LASTS_MS, refetchInterval: LINK_LASTS_MS })
}
