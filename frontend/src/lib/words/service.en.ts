/* Words of the service desk, en. */
import type { service as source } from './service.zh'

export const service: Record<keyof typeof source, string> = {
  'title.service': 'Tickets',
  'title.intake': 'Take a report',
}
