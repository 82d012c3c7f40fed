/* Words of a unit on any day, as it was believed on any other, English. */
import type { past as zh } from './past.zh'

export const past: Record<keyof typeof zh, string> = {
  'past.title': 'On a day',
  'past.hint': 'What it was that day, and what we took it for at the time',
  'past.open': 'Look at a day',
  'past.day': 'Which day',
  'past.believed': 'By the records of',
  'past.believed_hint': 'Before the day of a correction, records show what was on file then',
  'past.none': 'Nothing was on file for that day',
  'past.none_text': 'Choose a later day, or look at the bars above.',
  'past.fact': 'Fact',
  'past.value': 'That day',
  'past.paper': 'From',
  'past.people': 'People',
}
