/* What a change is called at the top of its page. */
import type { Approval } from '@/api/types'
import { t, tCode } from '@/lib/i18n'
import { type Preview, stretchesOf } from './preview'

interface Asked {
  period?: string
  from_on?: string
}

export function headingOf(approval: Approval, preview: Preview | null): string {
  const request = approval.request as unknown as Asked
  const day = stretchesOf(approval)[0]?.from_on ?? request.from_on ?? ''
  const facts = { place: approval.place || t('approval.community'), day, item: preview?.item_name ?? '', period: request.period ?? '' }
  const kind = approval.kind === 'unit.transfer' && !day ? 'unit.transfer_back' : approval.kind
  return tCode('approval.heading', kind, { ...facts, name: preview?.before[0]?.name ?? '' }) ?? approval.place
}
