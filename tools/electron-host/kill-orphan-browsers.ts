// Finds and ends browsers that outlived their host. The profile's name, which contains the host's process id, tells them.
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** How the profile folders of the host with this process id begin. */
export const toProfilePrefix = (hostPid: number): string => join(tmpdir(), `electron-host-${hostPid}-`)

/** The process ids of browsers (with their children) that the host with this process id started. */
export function findBrowsers(hostPid: number): number[] {
  const profileSwitch = `--user-data-dir=${toProfilePrefix(hostPid)}`
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => commandLine(pid).some((argument) => argument.startsWith(profileSwitch)))
    .map(Number)
}

/** Kills them and removes their profiles; returns how many were found. Call it once the host is gone. */
export function killOrphanBrowsers(hostPid: number): number {
  const browsers = findBrowsers(hostPid)
  for (const pid of browsers) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It ended by itself in the meantime.
    }
  }
  for (const profile of findProfiles(hostPid)) {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
  }
  return browsers.length
}

/** The profile folders of the host with this process id that still exist. */
export function findProfiles(hostPid: number): string[] {
  const prefix = toProfilePrefix(hostPid)
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
