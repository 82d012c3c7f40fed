/* The office itself: its people with their roles, and whether they sign in with a second factor. */
import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed } from 'vue'
import { client, gives, under } from '@/api/client'
import { gather } from '@/api/pages'
import type { AddStaff, Staff } from '@/api/types'
import { useVerb } from '@/api/verb'
import { may } from '@/app/session'

const MOST_STAFF = 1_000

/** The roles that an office can give. */
export const STAFF_ROLES = [
  'desk', 'complaint_handler', 'crew', 'steward', 'gate_guard', 'finance', 'supervisor', 'manager', 'regional_manager', 'committee', 'auditor', 'admin',
] as const
export type StaffRole = (typeof STAFF_ROLES)[number]
export type Grants = AddStaff['grants']

/** Roles that somebody keeps stay where they hold; those that are new hold at `place`, or everywhere. Nothing widens by itself. */
export function grantsOf(roles: readonly StaffRole[], place: string | null, before: Staff['grants']): Grants {
  return roles.flatMap((role) => {
    const kept = before.filter((grant) => grant.role === role)
    return kept.length ? kept.map((grant) => ({ ...grant, role })) : [{ role, communities: place ? [place] : null, buildings: null }]
  })
}

export const useOrganisation = () =>
  useQuery({ queryKey: ['organisation'], queryFn: () => gives(client.GET('/organisation')), enabled: computed(() => may('organisation.read')) })

export const useStaff = () =>
  useQuery({
    queryKey: ['staff'],
    queryFn: () => gather((cursor) => gives(client.GET('/staff', { params: { query: { cursor } } })), MOST_STAFF),
    enabled: computed(() => may('staff.read')),
  })

export function useOffice(done: () => unknown = () => undefined) {
  const cache = useQueryClient()
  const after = (name: string) => async () => {
    await cache.invalidateQueries({ queryKey: [name] })
    done()
  }
  const add = useVerb(
    (body: { name: string; phone: string; grants: Grants }, { key, id }) =>
      gives(client.POST('/staff', { params: { header: under(key) }, body: { staff_id: id, ...body } })),
    after('staff'),
  )
  const change = useVerb(
    ({ staff_id, grants }: { staff_id: string; grants: Grants }, { key }) =>
      gives(client.POST('/staff/{staff_id}/grants', { params: { path: { staff_id }, header: under(key) }, body: { grants } })),
    after('staff'),
  )
  const end = useVerb(
    ({ staff_id, reason }: { staff_id: string; reason: string }, { key }) =>
      gives(client.POST('/staff/{staff_id}/end', { params: { path: { staff_id }, header: under(key) }, body: { reason } })),
    after('staff'),
  )
  const reset = useVerb(
    ({ staff_id, reason }: { staff_id: string; reason: string }, { key }) =>
      gives(client.POST('/staff/{staff_id}/reset-factor', { params: { path: { staff_id }, header: under(key) }, body: { reason } })),
    after('staff'),
  )
  return { add, change, end, reset }
}

/** Turned on, it ends the sessions of the office at once, this one too: nothing is asked after it but `signedOut`. */
export function useSecondFactor(signedOut: () => unknown) {
  const cache = useQueryClient()
  return useVerb(
    (on: boolean, { key }) => gives(client.POST('/organisation/staff-totp', { params: { header: under(key) }, body: { on } })),
    ({ staff_totp }) => (staff_totp ? signedOut() : cache.invalidateQueries({ queryKey: ['organisation'] })),
  )
}

export function useOnePerson() {
  const cache = useQueryClient()
  return useVerb(
    (on: boolean, { key }) => gives(client.POST('/organisation/one-person', { params: { header: under(key) }, body: { on } })),
    () => cache.invalidateQueries({ queryKey: ['organisation'] }),
  )
}
