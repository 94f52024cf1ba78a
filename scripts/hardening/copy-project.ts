// The rules are taken away in a copy: a run that is interrupted leaves the person's own files as they were.
import { cpSync, mkdtempSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What the unit tests read. */
const COPIED = [
  '.github',
  'bench',
  'docs',
  'e2e',
  'resources',
  'scripts',
  'src',
  'tools',
  'electron-builder.yml',
  'electron.vite.config.ts',
  'package-lock.json',
  'package.json',
  'playwright.config.ts',
  'tsconfig.base.json',
  'tsconfig.json',
  'tsconfig.tests.json',
  'vitest.config.ts',
]

/** Copies the project to a new folder, with its packages linked. */
export function copyProject(root: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'flowbench-hardening-'))
  for (const name of COPIED) cpSync(join(root, name), join(folder, name), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  return folder
}
