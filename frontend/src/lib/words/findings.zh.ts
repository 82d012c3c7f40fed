/* What an import finds in a workbook, zh-CN: what it is, a bar, what to do. */

export const findings = {
  'finding.other': '这里要看一下（{code}）|请核对这一格。',
} as const
