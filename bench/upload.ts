import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { startSandboxProcess, type SandboxProcess } from '#e2e/fixtures/sandbox-process.ts'
import { median, outcome, type Bench } from './lib/bench.ts'
import type { Sent } from './lib/file-to-send.ts'
import { withFolder } from './lib/scratch.ts'

const MIB = 2 ** 20
const ROUNDS = 3

export const bench: Bench = {
  what: '1 GiB sent to the Sandbox, and by a loop that reads, MD5s, asks for the address and PUTs the same parts, six at once; memory (RSS) at 100 MB and at 2 GiB. Each in a process of its own.',
  run: () =>
    withFolder(async (folder) => {
      const gib = patterned(join(folder, 'gib.bin'), 1024 * MIB)
      const ours: number[] = []
      const loop: number[] = []
      for (let round = 0; round < ROUNDS; round++) {
        ours.push((await send('transfer', gib)).ms)
        loop.push((await send('loop', gib)).ms)
      }
      const small = await send('transfer', sparse(join(folder, 'small.bin'), 100e6))
      const large = await send('transfer', sparse(join(folder, 'large.bin'), 2048 * MIB))
      return outcome(
        {
          mibASecond: (1024 / median(ours)) * 1000,
          loopMibASecond: (1024 / median(loop)) * 1000,
          ratio: median(ours.map((ms, round) => (loop[round] ?? Number.NaN) / ms)),
          idleMib: large.idleMib,
          peakMibAt100MB: small.peakMib,
          peakMibAt2GiB: large.peakMib,
          largeToSmall: large.peakMib / small.peakMib,
          mibOverIdle: Math.max(small.peakMib - small.idleMib, large.peakMib - large.idleMib),
        },
        { ratio: { least: 0.9 }, largeToSmall: { most: 1.2 }, mibOverIdle: { most: 150 } },
      )
    }),
}

/** One sender in a process of its own, against a Sandbox of its own; its file has to arrive whole. */
async function send(how: 'transfer' | 'loop', file: Made): Promise<Sent> {
  const sandbox = await startSandboxProcess({})
  try {
    const sent = await sender(how, file.path, sandbox)
    const [upload] = (await sandbox.ledger()).uploads
    if (upload?.sha256 !== file.sha256) throw new Error(`The ${how} sent other bytes`)
    return sent
  } finally {
    await sandbox.stop()
  }
}

async function sender(how: string, path: string, { url, apiKey }: SandboxProcess): Promise<Sent> {
  const script = join(import.meta.dirname, 'lib/send-file.ts')
  const child = spawn(process.execPath, [script, how, path, url, apiKey], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')])
  if (code !== 0) throw new Error(`The ${how} ended with ${String(code)}`)
  return JSON.parse(said) as Sent
}

interface Made {
  readonly path: string
  readonly sha256: string
}

/** A file of bytes that differ from MiB to MiB, the same in every run. */
function patterned(path: string, size: number): Made {
  const block = Buffer.alloc(MIB)
  for (let at = 0, state = 11; at < MIB; at += 4) {
    state = (state * 48_271) % 2_147_483_647
    block.writeInt32LE(state, at)
  }
  const hash = createHash('sha256')
  const file = openSync(path, 'w')
  for (let at = 0; at < size; at += MIB) {
    block.writeInt32LE(at / MIB, 0)
    hash.update(block)
    writeSync(file, block)
  }
  closeSync(file)
  return { path, sha256: hash.digest('hex') }
}

/** A file of zeros that takes no room on the disk. */
function sparse(path: string, size: number): Made {
  const file = openSync(path, 'w')
  ftruncateSync(file, size)
  closeSync(file)
  const hash = createHash('sha256')
  const zeros = Buffer.alloc(MIB)
  for (let left = size; left > 0; left -= MIB) hash.update(left < MIB ? zeros.subarray(0, left) : zeros)
  return { path, sha256: hash.digest('hex') }
}
