/* Words of the supervisor's lists, en. */
import type { promises as source } from './promises.zh'

export const promises: Record<keyof typeof source, string> = {
  'title.broken': 'Broken promises',
  'title.triggers': 'Triggers',
  'title.suggestions': 'Table of words',
}
