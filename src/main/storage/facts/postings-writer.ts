import type { DatabaseSync } from 'node:sqlite'
import {
  appendPostings,
  BLOCK_ROWS,
  decodePostings,
  encodePostings,
  readNumber,
  toBlock,
} from './postings.ts'

interface Entry {
  readonly place: number
  readonly number: number | null
}

/** What a transaction changes in one list. */
interface ChangedList {
  readonly block: number
  readonly kind: number
  readonly name: number
  readonly added: Entry[]
  readonly removed: Set<number>
}

/** Gathers what a transaction says of jobs, so that each list is written once in it. */
export interface PostingsWriter {
  readonly add: (job: number, kind: number, name: number, number: number | null) => void
  /** Removes what was said of a job. */
  readonly remove: (job: number, kind: number, name: number) => void
  /** Writes what was gathered. */
  readonly flush: () => void
  readonly forget: () => void
}

export function createPostingsWriter(db: DatabaseSync): PostingsWriter {
  const read = db.prepare('SELECT list FROM postings WHERE block = ? AND kind = ? AND name = ?')
  const write = db.prepare('INSERT OR REPLACE INTO postings VALUES (?, ?, ?, ?)')
  const removeList = db.prepare('DELETE FROM postings WHERE block = ? AND kind = ? AND name = ?')
  const changed = new Map<string, ChangedList>()

  function findChanged(job: number, kind: number, name: number): ChangedList {
    const block = toBlock(job)
    const key = `${block} ${kind} ${name}`
    const known = changed.get(key) ?? { block, kind, name, added: [], removed: new Set() }
    changed.set(key, known)
    return known
  }

  function writeList({ block, kind, name, added, removed }: ChangedList): void {
    const stored = read.get(block, kind, name)?.['list']
    const appended = removed.size === 0 && stored instanceof Uint8Array ? append(stored, added) : null
    if (appended !== null) {
      write.run(block, kind, name, appended)
      return
    }
    const kept = stored instanceof Uint8Array ? listEntries(stored) : []
    const entries = [...kept.filter(({ place }) => !removed.has(place)), ...added]
    if (entries.length === 0) {
      removeList.run(block, kind, name)
      return
    }
    if (added.length > 0) entries.sort((a, b) => a.place - b.place)
    const list = encodePostings(
      entries.map(({ place }) => place),
      entries.map(({ number }) => number),
    )
    write.run(block, kind, name, list)
  }

  return {
    add: (job, kind, name, number) =>
      findChanged(job, kind, name).added.push({ place: job % BLOCK_ROWS, number }),
    remove(job, kind, name) {
      const place = job % BLOCK_ROWS
      const list = findChanged(job, kind, name)
      list.removed.add(place)
      list.added.splice(0, list.added.length, ...list.added.filter((entry) => entry.place !== place))
    },
    flush() {
      for (const list of changed.values()) writeList(list)
      changed.clear()
    },
    forget: () => changed.clear(),
  }
}

const append = (stored: Uint8Array, added: readonly Entry[]): Uint8Array | null =>
  added.every(({ place }, at) => place >= (added[at - 1]?.place ?? 0))
    ? appendPostings(
        stored,
        added.map(({ place }) => place),
        added.map(({ number }) => number),
      )
    : null

function listEntries(stored: Uint8Array): readonly Entry[] {
  const postings = decodePostings(stored)
  return Array.from(postings.places, (place, at) => {
    const number = readNumber(postings, at)
    return { place, number: Number.isNaN(number) ? null : number }
  })
}
