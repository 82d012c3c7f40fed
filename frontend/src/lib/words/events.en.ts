/* What the journal tells, English. */
import type { events as source } from './events.zh'

export const events: Record<keyof typeof source, string> = {
  'event.organisation.set_up': 'Company set up',
  'event.community.created': 'Community created',
  'event.import.started': 'Import of a workbook started',
  'event.import.read': 'Workbook read',
  'event.import.confirmed': 'Import confirmed',
  'event.import.finished': 'Import finished',
  'event.import.discarded': 'Import discarded',
  'event.run.started': 'Billing run started',
  'event.run.drafted': 'Draft bills worked out',
  'event.run.released': 'Bills released',
  'event.run.discarded': 'Draft bills discarded',
  'event.unit.imported': 'Unit imported',
  'event.staff.granted': 'Role given to a colleague',
  'event_detail.import.started': '{file_name}',
  'event_detail.import.finished': '{units} {units|unit|units}',
  'event_detail.run.started': '{period}',
  'event_detail.run.drafted': '{period}, {billed_fen}',
  'event_detail.run.released': '{period}, {billed_fen}',
  'event_detail.run.discarded': '{period}',
}
