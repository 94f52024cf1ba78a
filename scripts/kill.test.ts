import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { runCommandTrial } from './kill/command-trial.ts'
import { ROOT } from './lib/electron-target.ts'
import { runKillTrial } from './kill/trial.ts'

// Would catch: a job id that is lost, or a job that is started twice, because of a kill at any moment. The large version: npm run test:kill.
it(
  'killed and resumed again and again, every accepted run is one job of the journal',
  { timeout: 180_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'flowbench-kill-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const { kills, comparison } = await runKillTrial({
      entry: join(ROOT, 'out/main/cli.js'),
      folder,
      kills: 4,
      jobs: 60,
      seed: 20,
      rate: 60,
      onKill: () => undefined,
    })
    expect(kills.length).toBe(4)
    expect(comparison).toMatchObject({ lost: [], doubles: [], foreign: [], open: [] })
    expect(comparison.jobs).toBeGreaterThanOrEqual(60)
    expect(comparison.known + comparison.behindUnknown).toBe(comparison.accepted)
  },
)

// Would catch: a command that a kill between its commits leaves half done, or that answers something else when it is asked again.
it(
  'killed inside commands, each is done once or not at all, and answers the same again',
  { timeout: 180_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'flowbench-kill-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const report = await runCommandTrial({ folder, kills: 6, seed: 24, onKill: () => undefined })
    expect(report.kills.length).toBe(6)
    expect(report).toMatchObject({
      changedAnswers: [],
      stranded: { runs: 0, commands: 0 },
      comparison: { unaccounted: [], foreign: [] },
      open: [],
    })
  },
)
