/* Workbook imports: upload, reading, preview, confirm or discard. */
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { client, gives, under } from '@/api/client'
import type { Import, Severity } from '@/api/types'
import { sendFile } from '@/api/upload'
import { useVerb } from '@/api/verb'
import { backingOff } from '@/lib/polling'
import { ulid } from '@/lib/ulid'

const working = (one: Import) => one.state === 'reading' || one.state === 'writing'
const key = (communityId: string, importId: string) => ['import', communityId, importId] as const

export function useImports(communityId: string) {
  return useQuery({
    queryKey: ['imports', communityId],
    queryFn: () => gives(client.GET('/communities/{community_id}/imports', { params: { path: { community_id: communityId } } })),
  })
}

export const templateLink = (community_id: string) =>
  gives(client.GET('/communities/{community_id}/imports/template', { params: { path: { community_id } } }))

/** Sends the file, then starts the import. */
export function useStartImport(communityId: string, progress: (sent: number, total: number) => void, done: (importId: string) => unknown) {
  const cache = useQueryClient()
  const uploads = new WeakMap<File, string>()
  const path = { community_id: communityId }

  async function uploadOf(file: File): Promise<string> {
    const before = uploads.get(file)
    if (before) return before
    const upload_id = ulid()
    const body = { upload_id, purpose: 'workbook' as const, file_name: file.name, bytes: file.size }
    const form = await gives(client.POST('/communities/{community_id}/uploads', { params: { path }, body }))
    await sendFile(form, file, progress)
    uploads.set(file, upload_id)
    return upload_id
  }

  return useVerb(
    async (file: File, { key: idempotency, id }) => {
      const upload_id = await uploadOf(file)
      const params = { path, header: under(idempotency) }
      return gives(client.POST('/communities/{community_id}/imports', { params, body: { import_id: id, upload_id } }))
    },
    ({ import_id }) => {
      void cache.invalidateQueries({ queryKey: ['imports', communityId] })
      return done(import_id)
    },
    (file) => [file.name, file.size, file.lastModified],
  )
}

export function useImport(communityId: string, importId: string) {
  return useQuery({
    queryKey: key(communityId, importId),
    queryFn: () =>
      gives(
        client.GET('/communities/{community_id}/imports/{import_id}', { params: { path: { community_id: communityId, import_id: importId } } }),
      ),
    refetchInterval: backingOff<Import>(working),
    staleTime: 0,
  })
}

export function useFindings(communityId: string, importId: string, severity: Ref<Severity | ''>, ready: Ref<boolean>) {
  return useInfiniteQuery({
    queryKey: ['findings', communityId, importId, severity],
    queryFn: ({ pageParam }) =>
      gives(
        client.GET('/communities/{community_id}/imports/{import_id}/findings', {
          params: {
            path: { community_id: communityId, import_id: importId },
            query: { cursor: pageParam, severity: severity.value || undefined },
          },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: computed(() => ready.value),
  })
}

export function useDecide(communityId: string, importId: string) {
  const cache = useQueryClient()
  const path = { community_id: communityId, import_id: importId }
  async function look(): Promise<void> {
    void cache.invalidateQueries({ queryKey: ['imports', communityId] })
    await cache.invalidateQueries({ queryKey: key(communityId, importId) })
  }
  const confirm = useVerb(
    (leave_out_errors: boolean, { key: idempotency }) =>
      gives(
        client.POST('/communities/{community_id}/imports/{import_id}/confirm', {
          params: { path, header: under(idempotency) },
          body: { leave_out_errors },
        }),
      ),
    look,
  )
  const discard = useVerb(
    (_: 'discard', { key: idempotency }) =>
      gives(client.POST('/communities/{community_id}/imports/{import_id}/discard', { params: { path, header: under(idempotency) } })),
    look,
  )
  return { confirm, discard, look }
}
