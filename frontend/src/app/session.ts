/* Who is signed in, what they may do, and which face they see. */
import { computed, shallowRef } from 'vue'
import { client, gives } from '@/api/client'
import { problemOf } from '@/api/problem'
import type { Face, Session } from '@/api/types'
import { deviceToday } from '@/lib/dates'
import { forget, mayRemember, recall, remember } from './kept'
import { queryClient } from './query'

export const session = shallowRef<Session | null>(null)
export const today = computed(() => session.value?.today ?? deviceToday())

export function may(verb: string): boolean {
  return session.value?.may.includes(verb) ?? false
}

const SIGNED_IN = 'signed-in'

/** Whether it is worth asking: false when nobody signed in on this device since it was left. */
export const mayBeSignedIn = (): boolean => session.value !== null || mayRemember(SIGNED_IN)

/** Asks the server once; null when nobody is signed in. */
export async function openSession(): Promise<Session | null> {
  if (session.value) return session.value
  try {
    session.value = await gives(client.GET('/session'))
    remember(SIGNED_IN, '1')
  } catch (error) {
    if (problemOf(error).status !== 401) throw error
  }
  return session.value
}

export function forgetSession(): void {
  forget(SIGNED_IN)
  session.value = null
  queryClient.clear()
}

export async function chooseOrganisation(organisation_id: string): Promise<void> {
  const chosen = await gives(client.POST('/session/organisation', { body: { organisation_id } }))
  queryClient.clear()
  session.value = chosen
}

export async function signOut(everywhere: boolean): Promise<void> {
  await gives(everywhere ? client.DELETE('/sessions') : client.DELETE('/session'))
  forgetSession()
}

const DESK_WIDTH = '(min-width: 900px)'

const FACES: readonly Face[] = ['portal', 'desk', 'staff']

/** The faces of this person that this page knows. */
export function facesOf(who: Session): Face[] {
  return FACES.filter((face) => who.faces.includes(face))
}

/** The face to open: the one chosen last, else the desk on a wide screen, else the portal. */
export function faceOf(who: Session, wide = matchMedia(DESK_WIDTH).matches): Face {
  const faces = facesOf(who)
  const kept = faces.find((face) => face === recall('face'))
  if (kept) return kept
  return wide && faces.includes('desk') ? 'desk' : (faces[0] ?? 'staff')
}

export function keepFace(face: Face): void {
  remember('face', face)
}

export const HOME_OF: Record<Face, string> = { portal: '/home', desk: '/desk', staff: '/staff' }
