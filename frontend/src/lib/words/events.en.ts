/* What the journal tells, English. */
import type { events as source } from './events.zh'

export const events: Record<keyof typeof source, string> = {
  'event.office.created': 'Company set up',
  'event.staff.added': 'Colleague added',
  'event.organisation.staff_totp_changed': 'Second check for staff changed',
  'event.staff.grants_changed': 'Roles of a colleague changed',
  'event.staff.ended': 'Colleague left',
  'event.staff.factor_removed': 'Authenticator of a colleague taken back',
  'event.community.created': 'Community created',
  'event.import.started': 'Import of a workbook started',
  'event.import.read': 'Workbook read',
  'event.import.refused': 'Workbook could not be read',
  'event.import.confirmed': 'Import confirmed',
  'event.import.finished': 'Import finished',
  'event.import.discarded': 'Import discarded',
  'event.run.started': 'Billing run started',
  'event.run.drafted': 'Draft bills worked out',
  'event.run.released': 'Bills released',
  'event.run.discarded': 'Draft bills discarded',
  'event.run.cleared': 'Draft taken back',
  'event_detail.import.read': '{errors} {errors|error|errors}, {warnings} {warnings|warning|warnings}',
  'event_detail.import.finished': '{units} new {units|unit|units}',
  'event_detail.run.started': '{period}',
  'event_detail.run.drafted': '{period}, {billed_fen}',
  'event_detail.run.released': '{period}, {billed_fen}',
  'event_detail.run.discarded': '{period}',
}
