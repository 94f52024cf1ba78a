// Ends browsers that a host started: by the profile's name, which carries the host's process id.
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** How the profile folders of the host with this process id begin. */
export const profilePrefix = (hostPid: number): string => join(tmpdir(), `electron-host-${hostPid}-`)

/** The process ids of browsers (with their children) that the host with this process id started. */
export function chromiumOf(hostPid: number): number[] {
  const mark = `--user-data-dir=${profilePrefix(hostPid)}`
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => commandLine(pid).some((argument) => argument.startsWith(mark)))
    .map(Number)
}

/** Kills them and removes their profiles; returns how many were found. Call it once the host is gone. */
export function sweepChromium(hostPid: number): number {
  const left = chromiumOf(hostPid)
  for (const pid of left) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It ended by itself in the meantime.
    }
  }
  for (const profile of profilesOf(hostPid)) {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
  }
  return left.length
}

/** The profile folders of the host with this process id that still exist. */
export function profilesOf(hostPid: number): string[] {
  const prefix = profilePrefix(hostPid)
  return readdirSync(tmpdir())
    .map((name) => join(tmpdir(), name))
    .filter((path) => path.startsWith(prefix))
}

function commandLine(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  } catch {
    return []
  }
}
