import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { startSandboxProcess, type SandboxProcess } from '#e2e/fixtures/sandbox-process.ts'
import { median, createOutcome, type Bench } from './lib/bench.ts'
import type { SendReport } from './lib/file-to-send.ts'
import { withFolder } from './lib/scratch.ts'

const MIB = 2 ** 20
const ROUNDS = 3

export const bench: Bench = {
  what: '1 GiB sent to the Sandbox, and by a loop that reads, MD5s, asks for the address and PUTs the same parts, six at once; memory (RSS) at 100 MB and at 2 GiB. Each in a process of its own.',
  run: () =>
    withFolder(async (folder) => {
      const gib = writePatternFile(join(folder, 'gib.bin'), 1024 * MIB)
      const ours: number[] = []
      const loop: number[] = []
      for (let round = 0; round < ROUNDS; round++) {
        ours.push((await send('transfer', gib)).ms)
        loop.push((await send('loop', gib)).ms)
      }
      const small = await send('transfer', writeSparseFile(join(folder, 'small.bin'), 100e6))
      const large = await send('transfer', writeSparseFile(join(folder, 'large.bin'), 2048 * MIB))
      return createOutcome(
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

/** Sends a file from a process of its own to a Sandbox of its own, and checks that it arrived whole. */
async function send(sender: 'transfer' | 'loop', file: WrittenFile): Promise<SendReport> {
  const sandbox = await startSandboxProcess({})
  try {
    const sent = await spawnSender(sender, file.path, sandbox)
    const [upload] = (await sandbox.ledger()).uploads
    if (upload?.sha256 !== file.sha256) throw new Error(`The ${sender} sent other bytes`)
    return sent
  } finally {
    await sandbox.stop()
  }
}

async function spawnSender(
  sender: string,
  path: string,
  { url, apiKey }: SandboxProcess,
): Promise<SendReport> {
  const script = join(import.meta.dirname, 'lib/send-file.ts')
  const child = spawn(process.execPath, [script, sender, path, url, apiKey], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')])
  if (code !== 0) throw new Error(`The ${sender} ended with ${String(code)}`)
  return JSON.parse(output) as SendReport
}

interface WrittenFile {
  readonly path: string
  readonly sha256: string
}

/** Writes a file whose bytes differ from MiB to MiB; they are the same in every run. */
function writePatternFile(path: string, size: number): WrittenFile {
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

/** Writes a file of zeros that takes no room on the disk. */
function writeSparseFile(path: string, size: number): WrittenFile {
  const file = openSync(path, 'w')
  ftruncateSync(file, size)
  closeSync(file)
  const hash = createHash('sha256')
  const zeros = Buffer.alloc(MIB)
  for (let left = size; left > 0; left -= MIB) hash.update(left < MIB ? zeros.subarray(0, left) : zeros)
  return { path, sha256: hash.digest('hex') }
}
