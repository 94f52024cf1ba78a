// One instance for each data folder. The lock is a file that names its holder; a later instance leaves a message in a
// folder that the holder watches. All of it is synchronous: the later instance usually exits at once.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { report } from './report.ts'

/** What a later instance hands over. */
export interface Handover {
  readonly argv: readonly string[]
  readonly cwd: string
  readonly data: unknown
}

/** A process id with the start time of the process: systems reuse an id, but not this pair. */
function readProcessIdentity(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const startTime = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    return `${pid}:${startTime}`
  } catch {
    return undefined
  }
}

function isHeldByAnother(lock: string): boolean {
  let holder: string
  try {
    holder = readFileSync(lock, 'utf8')
  } catch {
    return false
  }
  const pid = Number.parseInt(holder, 10)
  return pid !== process.pid && readProcessIdentity(pid) === holder
}

/** Creates the lock file; false when another instance was quicker. */
function createLockFile(lock: string): boolean {
  try {
    writeFileSync(lock, readProcessIdentity(process.pid) ?? '', { flag: 'wx' })
    return true
  } catch {
    return false
  }
}

/** Takes the lock, or hands over to its holder and returns null. The returned function releases it. */
export function acquireInstanceLock(
  folder: string,
  handover: Handover,
  onHandover: (handover: Handover) => void,
): (() => void) | null {
  const lock = join(folder, 'HostSingleton.lock')
  const inbox = join(folder, 'HostSingleton')
  mkdirSync(inbox, { recursive: true })
  while (!createLockFile(lock)) {
    if (isHeldByAnother(lock)) {
      const message = join(inbox, `${process.pid}`)
      writeFileSync(`${message}.tmp`, JSON.stringify(handover))
      renameSync(`${message}.tmp`, `${message}.json`)
      return null
    }
    rmSync(lock, { force: true })
  }
  const watcher = watch(inbox, { persistent: false }, () => readInbox(inbox, onHandover))
  return () => {
    watcher.close()
    rmSync(lock, { force: true })
    rmSync(inbox, { recursive: true, force: true })
  }
}

function readInbox(inbox: string, onHandover: (handover: Handover) => void): void {
  try {
    for (const name of readdirSync(inbox)) {
      if (!name.endsWith('.json')) continue
      const message = join(inbox, name)
      const handover = JSON.parse(readFileSync(message, 'utf8')) as Handover
      rmSync(message)
      onHandover(handover)
    }
  } catch (error) {
    report(error)
  }
}
