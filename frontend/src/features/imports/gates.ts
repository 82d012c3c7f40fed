/* An import as a pipeline: read → looked at → written. Pure. */
export type Place = 'done' | 'now' | 'later' | 'stopped'
const READING: [Place, Place, Place] = ['now', 'later', 'later']
const PLACES: Record<string, [Place, Place, Place]> = {
  reading: READING,
  refused: ['stopped', 'later', 'later'],
  ready: ['done', 'now', 'later'],
  waiting: ['done', 'now', 'later'],
  discarded: ['done', 'stopped', 'later'],
  writing: ['done', 'done', 'now'],
  done: ['done', 'done', 'done'],
}

export const placesOf = (state: string): [Place, Place, Place] => PLACES[state] ?? READING
