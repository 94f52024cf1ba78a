/**
 * Steps of a picture service within the path of a link: `/resize=width:1,height:2`, `/c_fill,w_100`, `/tr:w-1,h-2`. The
 * commas between them are the link's own, though nobody put it in quotes.
 */
const STEP = String.raw`[a-z]\w*[_:=-][^/,;|\s"]*`
const STEPS_IN_PATH = new RegExp(`/${STEP}(?:,${STEP})*(?=/)`, 'gi')
/** The beginning of a link that breaks off within such steps, and what may follow. */
const LINK_BROKEN_OFF = new RegExp(String.raw`^\s*"?https?://\S*/${STEP}$`, 'i')
const NEXT_STEP = new RegExp(`^${STEP}`, 'i')

/** The line without the steps in its links, so that only commas between cells are counted. */
export const withoutLinkSteps = (line: string): string =>
  line.includes('/') ? line.replaceAll(STEPS_IN_PATH, '') : line

/** Cells of an unquoted line, with links put together again that were cut at the commas of their steps. */
export function withWholeLinks(cells: readonly string[], delimiter: string): readonly string[] {
  if (delimiter !== ',' || !cells.some((cell) => LINK_BROKEN_OFF.test(cell))) return cells
  const whole: string[] = []
  for (let at = 0; at < cells.length; at += 1) {
    const end = LINK_BROKEN_OFF.test(cells[at] ?? '') ? endOfLink(cells, at) : at
    whole.push(cells.slice(at, end + 1).join(','))
    at = end
  }
  return whole
}

/** The cell in which the link that breaks off at `from` goes on behind its steps; `from` itself where none does. */
function endOfLink(cells: readonly string[], from: number): number {
  for (let at = from + 1; at < cells.length; at += 1) {
    const cell = cells[at] ?? ''
    if (!NEXT_STEP.test(cell)) return from
    if (cell.includes('/')) return at
  }
  return from
}
