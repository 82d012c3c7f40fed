/* What a workbook may have. */
export const MOST_WORKBOOK_BYTES = 20_000_000
