import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { createKeptResults } from '#main/ipc/kept-results/kept-results.ts'
import { MAX_INLINE_BODY_BYTES, openBody, toBodyPath } from '#main/storage/bodies.ts'
import { openJournal } from '#main/storage/journal/open-journal.ts'
import {
  at,
  createScratchFolder,
  journalWorkers,
  newRun,
  openTestJournal,
} from '#main/storage/testing/journals.ts'
import { receiveBody } from '#main/storage/testing/receive-body.ts'
import { spawnResultWorker } from '#main/ipc/testing/result-worker.ts'
import { createResultStream } from './results.ts'

const bytesOf = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, index) => (index * 131 + 7) % 256)

// Would catch: a result shown, copied or exported as what was received although its bytes were changed on the disk.
test.each([1_000, MAX_INLINE_BODY_BYTES + 1_000, 6_000_000])(
  'a body of %i bytes that was changed is told',
  async (length) => {
    const folder = createScratchFolder(onTestFinished)
    const journal = await openJournal({ folder, spawn: journalWorkers() })
    const run = newRun(1)
    await journal.writer.createRun(run)
    const { id } = at(run.jobs, 0)
    const bytes = bytesOf(length)
    const received = length > MAX_INLINE_BODY_BYTES ? await receiveBody(folder, bytes) : bytes
    await journal.writer.archive({ id, from: 'ready', to: 'finished', patch: {} }, received)
    await journal.close()
    const changed = Uint8Array.from(bytes)
    changed[500] = 255 - (changed[500] ?? 0)
    if (length > MAX_INLINE_BODY_BYTES) writeFileSync(toBodyPath(folder, id), changed)
    else {
      const db = new DatabaseSync(join(folder, 'journal.db'))
      db.prepare('UPDATE bodies SET inline = ?').run(changed)
      db.close()
    }
    const { reader } = await openTestJournal(folder, onTestFinished)
    const stored = await reader.body(id)
    if (stored === null) throw new Error('no body')
    await expect(openBody(stored).then(buffer)).rejects.toMatchObject({
      error: { code: 'job.resultDamaged' },
    })
    const told: string[] = []
    const answer = createResultStream(reader, ({ code }) => told.push(code))
    const url = new URL(`app://flowbench/results/${id}`)
    const shown = await (await answer(new Request('http://x/'), url)).bytes()
    expect(Buffer.compare(shown, changed)).toBe(0)
    expect(told).toEqual(['job.resultDamaged'])
    const results = createKeptResults(reader, spawnResultWorker)
    expect(await results.select(id, { as: 'raw', pointer: '' })).toMatchObject({
      ok: false,
      error: { code: 'job.resultDamaged' },
    })
  },
)
