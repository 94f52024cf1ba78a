import type { Worker } from 'node:worker_threads'
import type { SandboxProcess } from '#e2e/fixtures/sandbox-process.ts'

/** Processor time, ms. */
export interface ProcessorTime {
  /** The thread that calls. */
  readonly main: number
  readonly writer: number
  /** Reader, checkpoints, and what V8 does beside its threads: compiling, collecting garbage. */
  readonly others: number
  readonly sandbox: number
}

/** What `work` costs the processor, by thread. */
export async function measureProcessorTime(
  writer: Worker,
  sandbox: SandboxProcess,
  work: () => Promise<void>,
): Promise<ProcessorTime> {
  const before = await readTimes(writer, sandbox)
  await work()
  const after = await readTimes(writer, sandbox)
  const main = after.main - before.main
  const ofWriter = after.writer - before.writer
  return {
    main,
    writer: ofWriter,
    others: after.process - before.process - main - ofWriter,
    sandbox: after.sandbox - before.sandbox,
  }
}

async function readTimes(writer: Worker, sandbox: SandboxProcess) {
  return {
    main: toMs(process.threadCpuUsage()),
    process: toMs(process.cpuUsage()),
    writer: toMs(await writer.cpuUsage()),
    sandbox: await sandbox.cpuMs(),
  }
}

const toMs = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000
