import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { CLI_ENTRIES, readBuiltImports } from './built-imports.ts'
import { ROOT } from './electron-target.ts'

/** Packs the built command line as an npm tarball into a folder; returns its path. */
export function packCli(folder: string): string {
  const staging = mkdtempSync(join(tmpdir(), 'flowbench-cli-'))
  try {
    const files = CLI_ENTRIES.flatMap((entry) => [...readBuiltImports(join(ROOT, 'out/main', entry)).files])
    for (const file of new Set(files)) copy(file, join(staging, relative(ROOT, file)))
    copy(join(ROOT, 'docs/cli.md'), join(staging, 'README.md'))
    copy(join(ROOT, 'LICENSE'), join(staging, 'LICENSE'))
    writeFileSync(join(staging, 'package.json'), `${JSON.stringify(createManifest(), null, 2)}\n`)
    mkdirSync(folder, { recursive: true })
    return join(folder, pack(staging, folder))
  } finally {
    rmSync(staging, { recursive: true, force: true })
  }
}

function createManifest(): object {
  const { name, version, license } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    readonly [key: string]: string
  }
  return {
    name,
    version,
    license,
    description: 'Runs Filestack workflows from the command line, keeps every result, starts no job twice.',
    type: 'module',
    bin: { flowbench: 'out/main/cli.js' },
    engines: { node: '>=24' },
    files: ['out', 'README.md', 'LICENSE'],
  }
}

/** Lets npm write the tarball, which knows what belongs in one. Returns its name. */
function pack(from: string, to: string): string {
  const packed = spawnSync('npm', ['pack', '--silent', '--pack-destination', to], {
    cwd: from,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  const name = packed.stdout.trim().split('\n').at(-1) ?? ''
  if (packed.status !== 0 || name === '') throw new Error(`npm pack failed: ${packed.stderr}`)
  return name
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true })
  cpSync(from, to)
}
