/* Lists come in pages; this gathers them up to a limit. */

interface Page<Row> {
  rows: Row[]
  next: string | null
}

/** All rows, page after page, at most `most`; `more` says whether some were left. */
export async function gather<Row>(
  read: (cursor: string | undefined) => Promise<Page<Row>>,
  most: number,
): Promise<{ rows: Row[]; more: boolean }> {
  const rows: Row[] = []
  let cursor: string | undefined
  do {
    const page = await read(cursor)
    rows.push(...page.rows)
    cursor = page.next ?? undefined
  } while (cursor !== undefined && rows.length < most)
  return { rows, more: cursor !== undefined }
}
