import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Result } from '#shared/model/result.ts'

/** A large result that was written to a file as it arrived, durably. Whoever gets it keeps or removes the file. */
export interface BodyFile {
  readonly path: string
  readonly bytes: number
  /** Lowercase hex SHA-256 of the bytes as they were received. */
  readonly sha256: string
}

/** A result as it was received: a small one in memory, a large one as a file. */
export type ReceivedBody = Uint8Array | BodyFile

/** Writes a body whose length nobody knows before. */
export interface BodySink {
  /** False: no more should come before `onDrain` is called. */
  write(chunk: Uint8Array): boolean
  /** To be called after the last chunk; resolves when every byte is on the disk. */
  finish(): Promise<Result<BodyFile>>
  /** Removes what was written. */
  discard(): Promise<void>
}

export interface BodySinkListener {
  readonly onDrain: () => void
  /** The disk is full or fails: nothing more can be written. */
  readonly onFailure: (error: AppError) => void
}

export type OpenBodySink = (listener: BodySinkListener) => BodySink

/** Whether bytes are those that were received. */
export const isIntactBody = (info: Pick<BodyFile, 'bytes' | 'sha256'>, bytes: Uint8Array): boolean =>
  info.bytes === bytes.length && createHash('sha256').update(bytes).digest('hex') === info.sha256

export const isBodyFile = (body: ReceivedBody): body is BodyFile => !(body instanceof Uint8Array)

export const measureBody = (body: ReceivedBody): number => (isBodyFile(body) ? body.bytes : body.length)

/** Removes the file of a body that was not kept; one that was kept lies elsewhere by then. */
export async function discardBody(body: ReceivedBody): Promise<void> {
  if (isBodyFile(body)) await rm(body.path, { force: true })
}
