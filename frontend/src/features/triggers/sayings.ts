/* A trigger's schedule, its run and what it did, in words. */
import type { Trigger } from '@/api/types'
import { listed, t, tCode } from '@/lib/i18n'

const HOUR = 60
const TENTH_MS = 100

const two = (n: number | null) => String(n ?? 0).padStart(2, '0')

/** 每 1 分钟 · 每天 10:00 · 每月 1 日 02:00 */
export function saySchedule(one: Pick<Trigger, 'every_minutes' | 'day' | 'hour' | 'minute'>): string {
  const every = one.every_minutes
  if (every !== null) return every % HOUR === 0 ? t('trigger_when.hours', { n: every / HOUR }) : t('trigger_when.minutes', { n: every })
  const time = `${two(one.hour)}:${two(one.minute)}`
  return one.day === null ? t('trigger_when.daily', { time }) : t('trigger_when.monthly', { day: one.day, time })
}

type Run = NonNullable<Trigger['last']>

/** 不到 0.1 秒 · 0.3 秒; whole seconds from ten on. */
export function sayTook(run: Run): string {
  const tenths = Math.max(0, Math.round((Date.parse(run.ended_at) - Date.parse(run.started_at)) / TENTH_MS))
  if (tenths === 0) return t('trigger.at_once')
  return t('trigger.took', { n: tenths < 100 ? `${Math.floor(tenths / 10)}.${tenths % 10}` : Math.round(tenths / 10) })
}

/** 查了 248 户 · 发出 3 条、等早上 2 条; a run that counts nothing has just come to its end. */
export function sayDid(run: Run): string {
  const did = Object.entries(run.did).filter(([, n]) => n > 0)
  if (!did.length) return Object.keys(run.did).length ? t('trigger.nothing') : t('trigger.ran')
  return listed(did.map(([what, n]) => tCode('ran', what, { n }) ?? `${what} ${n}`))
}
