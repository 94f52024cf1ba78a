import { createHash } from 'node:crypto'
import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import type { BodyFile } from '#main/lib/body-file.ts'
import type { Flaw } from '#shared/text/unreadable-answers.ts'
import { readAnswer, readResults, type TaskResult } from '#shared/model/results/index.ts'
import { findFileTasks, readResultFacts, type FileTask, type ResultFacts } from './result-facts.ts'
import { MemberScanner, parseBytes, type ScannedMember } from './scan-members.ts'

/** What a large answer says. */
export interface BodyReading {
  /** The values of the members that tell of the job, or why there are none. */
  readonly members: ReadonlyMap<string, unknown> | Flaw
  /** The beginning of what is no JSON: it may have words for a person. */
  readonly beginning: Uint8Array
  readonly facts: ResultFacts
  /** The bytes of the file are those that were received. */
  readonly isIntact: boolean
}

/** Bytes that can be read more than once, piece by piece. The memory of a piece is used for the next one. */
interface ByteSource {
  readonly bytes: number
  pieces(from: number, to: number): Iterable<Uint8Array>
  whole(): Uint8Array
}

/** The members of a status answer that are read (docs/filestack-api.md). */
const READ_MEMBERS: ReadonlySet<string> = new Set([
  'jobid',
  'job',
  'status',
  'workflow',
  'sources',
  'createdAt',
  'updatedAt',
  'ttl',
  'error',
  'message',
  'msg',
  'detail',
  'result',
  'c',
])
/** Larger results are not parsed: they would need many times their size in memory. */
const MAX_PARSED_BYTES = 4 * 1024 * 1024
const PIECE_BYTES = 1024 * 1024
const BEGINNING_BYTES = 65_536

/**
 * Reads a large answer piece by piece, in memory that does not grow with it. It takes up to seconds: main asks a thread for it
 * (`createBodyFileReader`). Throws what the file system says.
 */
export function readBodyFile({ path, bytes, sha256 }: BodyFile): BodyReading {
  const file = openSync(path, 'r')
  try {
    const source = toFileSource(file, { path, bytes })
    const hash = createHash('sha256')
    const { flaw, members, results } = scanTopLevel(source, (piece) => hash.update(piece))
    const isIntact = hash.digest('hex') === sha256
    const [beginning = new Uint8Array()] = flaw === null ? [] : source.pieces(0, BEGINNING_BYTES)
    const facts = bytes > MAX_PARSED_BYTES ? scanFacts(source, results) : parseFacts(source)
    return { members: flaw ?? members, beginning: beginning.slice(0, BEGINNING_BYTES), facts, isIntact }
  } finally {
    closeSync(file)
  }
}

/** The tasks of a kept result; of one that is too large to be parsed, those whose value is small. Throws what the file system says. */
export function readTasks(body: Uint8Array | BodyFile): readonly TaskResult[] {
  if (body instanceof Uint8Array) return readTasksFrom(toSource(body))
  const file = openSync(body.path, 'r')
  try {
    return readTasksFrom(toFileSource(file, body))
  } finally {
    closeSync(file)
  }
}

function readTasksFrom(source: ByteSource): readonly TaskResult[] {
  if (source.bytes <= MAX_PARSED_BYTES) return readAnswer(parseBytes(toBuffer(source.whole()))) ?? []
  const tasks = new Map<string, readonly TaskResult[]>()
  scanResults(source, scanTopLevel(source).results, (name, value) => {
    tasks.delete(name)
    tasks.set(name, readResults({ [name]: value }))
  })
  return [...tasks.values()].flat()
}

/** What a result in memory says. */
export function readFactsOf(body: Uint8Array): ResultFacts {
  const source = toSource(body)
  return body.length > MAX_PARSED_BYTES ? scanFacts(source, scanTopLevel(source).results) : parseFacts(source)
}

const toSource = (body: Uint8Array): ByteSource => ({
  bytes: body.length,
  pieces: (from, to) => [body.subarray(from, to)],
  whole: () => body,
})

const toFileSource = (file: number, { path, bytes }: Pick<BodyFile, 'path' | 'bytes'>): ByteSource => ({
  bytes,
  pieces: (from, to) => readPieces(file, from, to),
  whole: () => readFileSync(path),
})

function* readPieces(file: number, from: number, to: number): Generator<Uint8Array> {
  const piece = Buffer.allocUnsafe(Math.min(PIECE_BYTES, to - from))
  for (let at = from; at < to;) {
    const read = readSync(file, piece, 0, Math.min(piece.length, to - at), at)
    if (read === 0) return
    yield piece.subarray(0, read)
    at += read
  }
}

interface ScannedTopLevel {
  readonly flaw: Flaw | null
  readonly members: ReadonlyMap<string, unknown>
  readonly results: ScannedMember | undefined
}

function scanTopLevel(source: ByteSource, onPiece?: (piece: Uint8Array) => void): ScannedTopLevel {
  const members = new Map<string, unknown>()
  const results: ScannedMember[] = []
  const scanner = new MemberScanner((member) => {
    if (member.name === 'results') results[0] = member
    else if (READ_MEMBERS.has(member.name)) members.set(member.name, parseBytes(member.value))
  })
  for (const piece of source.pieces(0, source.bytes)) {
    onPiece?.(piece)
    // Of what is no object the rest is only hashed.
    if (!scanner.push(piece) && onPiece === undefined) break
  }
  return { flaw: scanner.end(), members, results: results[0] }
}

function parseFacts(source: ByteSource): ResultFacts {
  return readResultFacts(parseBytes(toBuffer(source.whole())))
}

const toBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Calls back with each member of the results whose value is small. */
function scanResults(
  source: ByteSource,
  results: ScannedMember | undefined,
  onMember: (name: string, value: unknown) => void,
): void {
  const scanner = new MemberScanner(({ name, value }) => onMember(name, parseBytes(value)))
  for (const piece of source.pieces(results?.start ?? 0, results?.end ?? 0)) if (!scanner.push(piece)) break
}

/** Of a result that is too large to be parsed only the files are found: what tells of a file is small. */
function scanFacts(source: ByteSource, results: ScannedMember | undefined): ResultFacts {
  const fileTasks = new Map<string, readonly FileTask[]>()
  scanResults(source, results, (name, value) => {
    const tasks = findFileTasks({ [name]: value })
    if (tasks.length > 0) fileTasks.set(name, tasks)
    else fileTasks.delete(name)
  })
  return { description: null, failureWords: null, fileTasks: [...fileTasks.values()].flat() }
}
