import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Finds the executable that electron-builder has put into its output folder, before it is packed into an installer.
 * macOS and Linux name the folder after the processor, too, when it is not the usual one.
 */
export function findPackagedApp(output: string, platform: NodeJS.Platform): string {
  const [folder, executable] =
    platform === 'darwin'
      ? ([/^mac(-\w+)?$/, 'Flowbench.app/Contents/MacOS/Flowbench'] as const)
      : platform === 'win32'
        ? ([/^win(-\w+)?-unpacked$/, 'Flowbench.exe'] as const)
        : ([/^linux(-\w+)?-unpacked$/, 'flowbench'] as const)
  const folders = existsSync(output) ? readdirSync(output) : []
  const found = folders
    .filter((name) => folder.test(name))
    .map((name) => join(output, name, executable))
    .filter((path) => existsSync(path))
  const [path] = found
  if (path === undefined) throw new Error(`No packaged app in ${output}: run electron-builder first`)
  if (found.length > 1) throw new Error(`More than one packaged app: ${found.join(', ')}`)
  return path
}
