/* What an import finds in a workbook, English: what it is, a bar, what to do. */
import type { findings as source } from './findings.zh'

export const findings: Record<keyof typeof source, string> = {
  'finding.other': 'Please look at this ({code})|Check this cell.',
}
