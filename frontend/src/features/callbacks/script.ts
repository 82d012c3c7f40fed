/* What to say, by the kind of work: hello, is it solved, the score. */
import type { Callback } from '@/api/types'
import { session } from '@/app/session'
import { t, tCode } from '@/lib/i18n'

export function scriptOf(callback: Pick<Callback, 'kind' | 'place' | 'summary'>): string[] {
  const hello = t('script.hello', {
    office: session.value?.organisation.name ?? '',
    me: session.value?.person.name ?? '',
    place: callback.place,
    what: callback.summary,
  })
  return [hello, tCode('script', callback.kind) ?? t('script.other'), t('script.score')]
}
