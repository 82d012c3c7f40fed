/* What sets a correction back, read with care: the wire carries a request of any kind as plain values. */
import type { FactStretch } from '@/api/types'
import type { Value } from './values'

export type MirrorStretch = Partial<FactStretch> & Value & { from_on: string; to_on?: string | null }
export interface Mirror {
  kind: string
  request: { stretches: MirrorStretch[]; item_id: string; period: string; amount_fen: number; instead_of: string }
}

export function mirrorOf({ kind, request }: { kind: string; request: unknown }): Mirror {
  return { kind, request: { stretches: [], item_id: '', period: '', amount_fen: 0, instead_of: '', ...(request as Partial<Mirror['request']>) } }
}
