import { spawn, type SpawnOptions } from 'node:child_process'

/** Runs a command with its output shown; resolves to its exit code (1 when it was ended by a signal). */
function run(command: string, args: readonly string[], options: SpawnOptions = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options })
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

/** Runs a package's command line under this same Node (24), on every system. */
export function runNode(
  script: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<number> {
  return run(process.execPath, [script, ...args], options)
}
