/* The first administrator's one-use link. */
import { client, gives } from '@/api/client'

export interface SetupForm {
  organisation_name: string
  community_name: string
  admin_name: string
  admin_phone: string
}

export const checkSetup = (token: string) => gives(client.GET('/setup/{token}', { params: { path: { token } } }))
export const setUp = (token: string, body: SetupForm) => gives(client.POST('/setup/{token}', { params: { path: { token } }, body }))
