/* The first administrator's one-use link. */
import { client, gives, under } from '@/api/client'
import { useVerb } from '@/api/verb'

export interface SetupForm {
  organisation_name: string
  community_name: string
  admin_name: string
  admin_phone: string
}

export const checkSetup = (token: string) => gives(client.GET('/setup/{token}', { params: { path: { token } } }))

export const useSetUp = (token: string) =>
  useVerb((body: SetupForm, { key }) => gives(client.POST('/setup/{token}', { params: { path: { token }, header: under(key) }, body })))
