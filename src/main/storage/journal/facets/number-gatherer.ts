import { BLOCK_ROWS, forEachGreatest } from '#main/storage/facts/postings.ts'
import { forEachNumber } from '#main/storage/journal/query/index.ts'
import type { SelectRows } from '#main/storage/journal/reads/select-rows.ts'
import { foldText } from '#shared/format/fold.ts'
import type { NumberColumn, NumberSpread } from '#shared/model/facets.ts'
import { FACT_KINDS } from '#shared/model/facts/index.ts'
import type { BlockRead, Members } from './member-walk.ts'
import { measureSpread } from './spread.ts'

export interface NumberGatherer {
  readonly read: BlockRead
  readonly add: (members: Members) => void
  readonly measure: () => NumberSpread | null
}

const TIMES = `CAST(group_concat(iif(typeof(duration_ms) = 'integer' AND duration_ms >= 0, duration_ms, NULL)) AS BLOB)
  AS times`

/** Gathers the numbers that jobs have, block by block. */
export function createNumberGatherer(all: SelectRows, column: NumberColumn): NumberGatherer {
  let numbers = new Float64Array(BLOCK_ROWS)
  let count = 0
  const put = (number: number): void => {
    if (count === numbers.length) {
      const grown = new Float64Array(count * 2)
      grown.set(numbers)
      numbers = grown
    }
    numbers[count] = number
    count += 1
  }

  function addTimes({ groups }: Members): void {
    for (const { times } of groups) if (times instanceof Uint8Array) forEachNumber(times, put)
  }

  /** Of several numbers of a job, the greatest. */
  function addFacts({ block, places }: Members, kinds: readonly number[], name: string): void {
    const lists = kinds.flatMap((kind) =>
      all<{ list: Uint8Array }>(
        `SELECT list FROM facts.postings WHERE block = ? AND kind = ?
          AND name = (SELECT number FROM facts.names WHERE folded = ?)`,
        block,
        kind,
        foldText(name),
      ),
    )
    forEachGreatest(
      lists.map(({ list }) => list),
      (place, number) => {
        if (places[place] === 1) put(number)
      },
    )
  }

  return {
    read: { columns: column.kind === 'took' ? TIMES : '1', groupBy: null },
    add(members) {
      if (members.count === 0) return
      if (column.kind === 'took') addTimes(members)
      else if (column.kind === 'size') addFacts(members, [FACT_KINDS.size], '')
      else addFacts(members, [FACT_KINDS.tag, FACT_KINDS.userTag], column.name)
    },
    measure: () => measureSpread(numbers.slice(0, count), column.kind === 'tag'),
  }
}
