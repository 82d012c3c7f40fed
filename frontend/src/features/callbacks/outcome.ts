/* How an answered callback is told: who asked, and when. */
import type { Callback } from '@/api/types'
import { sayMoment } from '@/app/said'
import { t } from '@/lib/i18n'

type Told = Pick<Callback, 'attempts' | 'source'>

/** Who asked; an owner may have scored it without being asked. */
export const sayAsked = (one: Told): string => (one.source === 'owner' ? t('calls.owner') : (one.attempts.at(-1)?.by_name ?? ''))
export const whenAnswered = (one: Told): string => sayMoment(one.attempts.at(-1)?.at ?? '')
