/* The first administrator's one-use link. */
import { client, gives, under } from '@/api/client'
import { Problem, problemOf } from '@/api/problem'
import { useVerb } from '@/api/verb'

export interface SetupForm {
  organisation_name: string
  community_name: string
  admin_name: string
  admin_phone: string
}

/** Whether the link can still be used; one that cannot says so rather than that something was not found. */
export async function checkSetup(token: string) {
  try {
    return await gives(client.GET('/setup/{token}', { params: { path: { token } } }))
  } catch (error) {
    throw problemOf(error).code === 'not_found' ? new Problem('setup_link_used', 404) : error
  }
}

export const useSetUp = (token: string) =>
  useVerb((body: SetupForm, { key }) => gives(client.POST('/setup/{token}', { params: { path: { token }, header: under(key) }, body })))
