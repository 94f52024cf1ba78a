import { ok, type Result } from '#shared/model/result.ts'
import type { RouteName } from './contract.ts'

/** Entries of a long list in one text. */
export const PORTION_ENTRIES = 1000

/** A short list as `packed` takes it. */
export const pack = (entries: readonly unknown[]): string[] => [JSON.stringify(entries)]

/** Routes that answer with a long list: it crosses the bridge packed, as the payload of an event does. */
const PACKED_ANSWERS: ReadonlySet<unknown> = new Set<RouteName>(['jobs.page'])

type Row = Readonly<Record<string, unknown>>

/** A list of objects: what is the same in all of them is there once. */
interface PackedRows {
  readonly shared: Row
  readonly rows: readonly Row[]
}

interface PackedPayload {
  readonly fields: Row
  readonly lists: Readonly<Record<string, PackedRows>>
}

/** A long payload, packed: as one text, which crosses the bridge in one copy. */
export function packPayload(payload: object): string {
  const entries = Object.entries(payload)
  const lists = entries.filter((entry): entry is [string, readonly Row[]] => isRows(entry[1]))
  const fields = entries.filter(([, value]) => !isRows(value))
  return JSON.stringify({
    fields: Object.fromEntries(fields),
    lists: Object.fromEntries(lists.map(([name, rows]) => [name, packRows(rows)])),
  } satisfies PackedPayload)
}

/** What an event tells: a text is a packed payload, for no payload is a text. */
export function unpackPayload(payload: unknown): unknown {
  if (typeof payload !== 'string') return payload
  const { fields, lists } = JSON.parse(payload) as PackedPayload
  const unpacked = Object.entries(lists).map(([name, { shared, rows }]) => [
    name,
    rows.map((row) => ({ ...shared, ...row })),
  ])
  return { ...fields, ...(Object.fromEntries(unpacked) as Row) }
}

/** The answer of a route as it crosses the bridge. */
export const packAnswer = (route: unknown, answer: Result<unknown>): Result<unknown> =>
  PACKED_ANSWERS.has(route) && answer.ok ? ok(packPayload(answer.data as object)) : answer

/** The answer of a route as its handler gave it. */
export const unpackAnswer = (route: string, answer: Result<unknown>): Result<unknown> =>
  PACKED_ANSWERS.has(route) && answer.ok ? ok(unpackPayload(answer.data)) : answer

const isRows = (value: unknown): value is readonly Row[] =>
  Array.isArray(value) &&
  value.length > 1 &&
  value.every((row) => typeof row === 'object' && row !== null && !Array.isArray(row))

function packRows(rows: readonly Row[]): PackedRows {
  const [first = {}, ...others] = rows
  const shared = Object.entries(first).filter(([key, value]) => {
    const text = JSON.stringify(value)
    return others.every((row) => Object.hasOwn(row, key) && JSON.stringify(row[key]) === text)
  })
  const names = new Set(shared.map(([key]) => key))
  return {
    shared: Object.fromEntries(shared),
    rows: rows.map((row) => Object.fromEntries(Object.entries(row).filter(([key]) => !names.has(key)))),
  }
}
