import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { ROOT } from './lib/electron-target.ts'

/** [file, what it imports, may it] */
const CASES: readonly [string, string, boolean][] = [
  ['src/shared/model/a.ts', 'node:fs', false],
  ['src/shared/model/b.ts', '#main/jobs/engine-ports.ts', false],
  ['src/shared/model/c.ts', 'electron', false],
  ['src/shared/model/d.ts', '#shared/errors/catalogue.ts', true],
  ['src/main/filestack/a.ts', '#main/storage/journal/journal.ts', false],
  ['src/main/filestack/b.ts', 'undici', true],
  ['src/main/files/a.ts', 'electron', false],
  ['src/main/files/b.ts', '#main/ipc/events.ts', false],
  ['src/main/files/c.ts', 'file-type', true],
  ['src/main/jobs/a.ts', '#main/storage/journal/open-journal.ts', false],
  ['src/main/jobs/b.ts', '#main/storage/journal/journal.ts', true],
  ['src/main/jobs/c.ts', 'electron', false],
  ['src/main/storage/a.ts', 'electron-store', false],
  ['src/main/storage/settings/settings.ts', 'electron-store', true],
  ['src/main/shell/a.ts', '#shared/model/job.ts', false],
  ['src/main/shell/b.ts', '#shared/text/commands.ts', true],
  ['src/main/shell/c.ts', '#main/jobs/engine-ports.ts', false],
  ['src/main/ipc/a.ts', '#renderer/client/index.ts', false],
  ['src/main/redact/a.ts', '#main/jobs/engine-ports.ts', false],
  ['src/preload/a.ts', '#main/redact/a.ts', false],
  ['src/renderer/ui/a.ts', '#renderer/stores/app/index.ts', false],
  ['src/renderer/stores/a.ts', '#renderer/features/run/index.ts', false],
  ['src/renderer/stores/b.ts', '#renderer/client/index.ts', true],
  ['src/renderer/features/run/a.ts', '#renderer/features/history/index.ts', false],
  ['src/renderer/features/run/b.ts', '#renderer/client/index.ts', false],
  ['src/renderer/features/run/c.ts', 'electron', false],
  ['src/sandbox/a.ts', '#main/filestack/client.ts', false],
  ['e2e/specs/a.ts', '#main/jobs/engine-ports.ts', false],
  ['bench/a.ts', '#main/ipc/router.ts', false],
  ['bench/b.ts', '#main/jobs/create-engine.ts', true],
  ['bench/c.ts', 'electron', false],
  ['src/cli/a.ts', 'electron', false],
  ['src/cli/b.ts', '#main/ipc/router.ts', false],
  ['src/cli/c.ts', '#main/boot.ts', false],
  ['src/cli/d.ts', '#main/storage/connections/keyring.ts', false],
  ['src/cli/e.ts', '#main/storage/journal/open-journal.ts', true],
  ['src/cli/f.ts', '#main/files/lists/lists.ts', true],
  ['src/cli/g.ts', '#main/lib/system-clock.ts', true],
  ['src/cli/h.ts', '#main/shell/window.ts', false],
  ['src/sandbox/b.ts', '#cli/main.ts', false],
  ['src/main/jobs/d.ts', '../filestack/client.ts', false],
]

it('refuses every import across a wall of architecture.md, and allows the doors', () => {
  const folder = mkdtempSync(join(tmpdir(), 'flowbench-walls-'))
  try {
    copyFileSync(join(ROOT, '.oxlintrc.json'), join(folder, '.oxlintrc.json'))
    for (const [file, specifier] of CASES) {
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(
        join(folder, file),
        `import * as imported from '${specifier}'\nexport const value = imported\n`,
      )
    }
    const lint = spawnSync(
      process.execPath,
      [join(ROOT, 'node_modules/oxlint/bin/oxlint'), '--format=json', '.'],
      {
        cwd: folder,
        encoding: 'utf8',
      },
    )
    const report = JSON.parse(lint.stdout) as { diagnostics: { code: string; filename: string }[] }
    const refused = new Set(
      report.diagnostics.filter((d) => d.code.includes('no-restricted-imports')).map((d) => d.filename),
    )
    const wrong = CASES.filter(([file, , allowed]) => refused.has(file) === allowed)
    expect(wrong).toEqual([])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
