import type { NumberSpread } from '#shared/model/facets.ts'

const MOST_BARS = 24
/** Numbers whose greatest is so many times the least are shown by their size. */
const WIDE_RATIO = 100
/** Ten steps from one power of ten to the next, rounded to what people read easily. */
const TENFOLD_STEPS = [1, 1.25, 1.6, 2, 2.5, 3.2, 4, 5, 6.4, 8]

/** How numbers lie: sorts them in place. Null without any. */
export function measureSpread(numbers: Float64Array, isConfidence: boolean): NumberSpread | null {
  numbers.sort()
  const least = numbers[0]
  const most = numbers.at(-1)
  const median = numbers[Math.floor((numbers.length - 1) / 2)]
  if (least === undefined || most === undefined || median === undefined) return null
  const isWide = !isConfidence && least >= 0 && most > WIDE_RATIO * Math.max(1, least)
  const listed = isWide ? listTenfoldEdges(least, most) : listEvenEdges(least, most)
  const edges = areSound(listed, least, most) ? listed : [least, Infinity]
  return { jobs: numbers.length, least, median, most, edges, bars: countBars(numbers, edges) }
}

/** Numbers at the limits of what a double holds have no edges between them: they stand in one bar. */
const areSound = (edges: readonly number[], least: number, most: number): boolean =>
  edges.length > 1 &&
  (edges[0] ?? Infinity) <= least &&
  (edges.at(-1) ?? -Infinity) > most &&
  edges.every((edge, at) => Number.isFinite(edge) && (at === 0 || edge > (edges[at - 1] ?? Infinity)))

/** Edges that are 1, 2 or 5 times a power of ten apart. */
function listEvenEdges(least: number, most: number): readonly number[] {
  const rough = (most - least) / (MOST_BARS - 2) || Math.abs(most) / MOST_BARS || 1
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power
  const first = Math.floor(least / step)
  const edges = [toEdge(first, step)]
  for (let at = first + 1; (edges.at(-1) ?? Infinity) <= most && edges.length <= MOST_BARS; at++)
    edges.push(toEdge(at, step))
  return edges
}

/** Without the noise of a product of floating numbers: an edge is written into a query. */
const toEdge = (at: number, step: number): number => Number((at * step).toPrecision(12))

/** From 0 or from the first step below the least, in steps that grow with the numbers; whole numbers only. */
function listTenfoldEdges(least: number, most: number): readonly number[] {
  const edges: number[] = []
  const span = Math.log10(most / Math.max(1, least))
  const every = Math.max(1, Math.ceil((span * TENFOLD_STEPS.length) / (MOST_BARS - 2)))
  for (let power = 0; power <= 308; power++)
    for (const [at, step] of TENFOLD_STEPS.entries()) {
      if ((power * TENFOLD_STEPS.length + at) % every !== 0) continue
      const edge = Math.round(step * 10 ** power)
      if (edge <= least) edges.length = 0
      if (edge !== edges.at(-1)) edges.push(edge)
      if (edge > most) return (edges[0] ?? 0) > least ? [0, ...edges] : edges
    }
  return edges
}

function countBars(sorted: Float64Array, edges: readonly number[]): readonly number[] {
  const bars = Array.from({ length: edges.length - 1 }, () => 0)
  let bar = 0
  for (const number of sorted) {
    while (bar < bars.length - 1 && number >= (edges[bar + 1] ?? Infinity)) bar += 1
    bars[bar] = (bars[bar] ?? 0) + 1
  }
  return bars
}
