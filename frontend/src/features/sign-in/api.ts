/* Sign-in: phone, code, and the second factor where an office asks for it. */
import { client, gives } from '@/api/client'

export const askForCode = (phone: string) => gives(client.POST('/sign-in/code', { body: { phone } }))
export const signIn = (phone: string, code: string) => gives(client.POST('/sign-in', { body: { phone, code } }))
export const signInTotp = (totp_code: string) => gives(client.POST('/sign-in/totp', { body: { totp_code } }))
