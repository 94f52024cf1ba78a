import type { SourceCertainty } from '#shared/model/recognise.ts'

interface RatedColumn {
  readonly name: string
  /** Its cells, without blank ones. */
  readonly cells: readonly string[]
  /** One for each row, also where the cell is blank. */
  readonly certainties: readonly SourceCertainty[]
}

const NAMED_SOURCE = /image|img|photo|picture|file|media|video|asset|source|src|handle/i
const NAMED_ELSE = /page|product|shop|site|profile|thumb/i
const FILE_ENDING = /\.[a-z0-9]{2,5}$/i

const NAME_WEIGHT = 0.5
const OTHER_NAME_WEIGHT = 0.2
const LINK_WEIGHT = 0.2
const FILE_WEIGHT = 0.15
/** A bare path may lie on the shop's own server, where the service cannot fetch it: a column that is surely sources goes before it. */
const BARE_PATH_WEIGHT = 1

/** Does the path of the link end like a file (`.jpg`)? The dots of the host do not count. */
function endsLikeFile(link: string): boolean {
  const [path = ''] = link.split(/[?#]/, 1)
  const slash = path.lastIndexOf('/')
  return path.charAt(slash - 1) !== '/' && FILE_ENDING.test(path.slice(slash))
}

/**
 * How much a column looks like the one with the sources; null: not at all. Of columns alike, the one whose name says
 * picture; links to files rather than to pages, and links rather than words that could be handles (a SKU may look so).
 * A column that is often blank may still be the one.
 */
export function scoreColumn({ name, cells, certainties }: RatedColumn): number | null {
  const sure = certainties.filter((certainty) => certainty === 'sure').length
  const likely = certainties.filter((certainty) => certainty === 'likely').length
  const count = sure + likely
  if (count === 0 || count < cells.length / 2) return null
  const filled = cells.length / certainties.length
  const links = cells.filter((cell) => cell.includes('://'))
  const files = links.filter(endsLikeFile)
  return (
    (count / Math.max(cells.length, count)) * (0.5 + filled / 2) +
    (NAMED_SOURCE.test(name) ? NAME_WEIGHT : 0) -
    (NAMED_ELSE.test(name) ? OTHER_NAME_WEIGHT : 0) +
    (links.length > 0 ? LINK_WEIGHT : 0) +
    (files.length > links.length / 2 ? FILE_WEIGHT : 0) -
    (likely > sure ? BARE_PATH_WEIGHT : 0)
  )
}
