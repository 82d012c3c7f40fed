/* An import as a pipeline: read → looked at → written. Pure. */
import type { Import } from '@/api/types'

export type Place = 'done' | 'now' | 'later' | 'stopped'
const PLACES: Record<Import['state'], [Place, Place, Place]> = {
  reading: ['now', 'later', 'later'],
  refused: ['stopped', 'later', 'later'],
  ready: ['done', 'now', 'later'],
  discarded: ['done', 'stopped', 'later'],
  writing: ['done', 'done', 'now'],
  done: ['done', 'done', 'done'],
}

export const placesOf = (state: Import['state']): [Place, Place, Place] => PLACES[state]
