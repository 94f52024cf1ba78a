import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'

/** The fuses of `electron-builder.yml` and their places in the executable. */
const FUSES = {
  runAsNode: FuseV1Options.RunAsNode,
  enableCookieEncryption: FuseV1Options.EnableCookieEncryption,
  enableNodeOptionsEnvironmentVariable: FuseV1Options.EnableNodeOptionsEnvironmentVariable,
  enableNodeCliInspectArguments: FuseV1Options.EnableNodeCliInspectArguments,
  enableEmbeddedAsarIntegrityValidation: FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
  onlyLoadAppFromAsar: FuseV1Options.OnlyLoadAppFromAsar,
  grantFileProtocolExtraPrivileges: FuseV1Options.GrantFileProtocolExtraPrivileges,
} as const

/** A fuse is a digit in the executable: `1` is on, `0` is off, `r` is removed. */
const ENABLED = '1'.charCodeAt(0)

/** How each fuse is to stand in a package. */
export const WANTED_FUSES: Readonly<Record<keyof typeof FUSES, boolean>> = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  grantFileProtocolExtraPrivileges: false,
}

/** Reads the fuses back from a packaged executable. Rejects for a file that has none. */
export async function readFuses(executable: string): Promise<Readonly<Record<string, boolean>>> {
  const wire = await getCurrentFuseWire(executable)
  return Object.fromEntries(
    Object.entries(FUSES).map(([name, place]) => [name, Number(wire[place]) === ENABLED]),
  )
}

/** The fuses of a packaged executable that do not stand as they should, in words; empty: all do. */
export async function findWrongFuses(executable: string): Promise<readonly string[]> {
  const fuses = await readFuses(executable)
  return Object.entries(WANTED_FUSES)
    .filter(([name, wanted]) => fuses[name] !== wanted)
    .map(([name, wanted]) => `${name} is ${String(!wanted)}`)
}
