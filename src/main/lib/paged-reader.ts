/** Reads a list page by page, from the cursor of one page to the next; a page is read when the one before was used. */
export async function* readPages<Page extends { readonly next: string | null }>(
  readPage: (cursor: string | null) => Promise<Page>,
): AsyncGenerator<Page> {
  let cursor: string | null = null
  do {
    const page: Page = await readPage(cursor)
    yield page
    cursor = page.next
  } while (cursor !== null)
}

/**
 * The same for a list that is read from an id onwards: a page of less than `pageRows` rows is the last one. Rows that
 * leave the list meanwhile are seen once.
 */
export async function* readPagesById<Row extends { readonly id: string }>(
  pageRows: number,
  readPage: (afterId: string | null, pageRows: number) => Promise<readonly Row[]>,
): AsyncGenerator<readonly Row[]> {
  let afterId: string | null = null
  for (;;) {
    const rows: readonly Row[] = await readPage(afterId, pageRows)
    if (rows.length > 0) yield rows
    if (rows.length < pageRows) return
    afterId = rows.at(-1)?.id ?? null
  }
}
