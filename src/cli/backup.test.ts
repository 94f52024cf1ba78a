import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { flowbench, MODERATION, scratch, TEST_TIMEOUT_MS } from './testing/command.ts'

const HANDLE = 'Pic00001xYzAbCdEfGhI'

// Would catch: a command that says that it backed up and brings back something else, or that overwrites what is there.
test(
  'a history goes from one folder to another as one file, and is never put over another one',
  { timeout: TEST_TIMEOUT_MS },
  async () => {
    const [here, there] = [scratch(), scratch()]
    const file = join(scratch(), 'history.flowbench')
    const on = (folder: string, ...args: readonly string[]) =>
      flowbench([...args, '--data-dir', folder]).ended
    expect((await on(there, 'backup', file)).stderr).toContain('no history to back up')
    expect(await on(here, 'run', '--sandbox', '--workflow', MODERATION, HANDLE)).toMatchObject({ code: 0 })

    expect(await on(here, 'backup', file)).toMatchObject({ code: 0 })
    const again = await on(here, 'backup', file)
    expect([again.code, again.stderr.includes('is there already')]).toEqual([1, true])
    expect(await on(here, 'backup', file, '--replace')).toMatchObject({ code: 0 })

    const restored = await on(there, 'restore', file)
    expect([restored.code, restored.stdout.toString()]).toEqual([
      0,
      expect.stringContaining('1 job restored.'),
    ])
    const raw = async (folder: string): Promise<Buffer> => {
      const listed = (await on(folder, 'list', '--json')).stdout.toString()
      const { id } = JSON.parse(listed) as { readonly id: string }
      return (await on(folder, 'show', id, '--raw')).stdout
    }
    expect((await raw(there)).equals(await raw(here))).toBe(true)

    const refused = await on(there, 'restore', file)
    expect([refused.code, refused.stderr.includes('There is a history here already, of 1 job')]).toEqual([
      1,
      true,
    ])
    const cut = `${file}.cut`
    writeFileSync(cut, readFileSync(file).subarray(0, 100_000))
    const broken = await on(scratch(), 'restore', cut)
    expect([broken.code, broken.stderr.includes('cut off')]).toEqual([1, true])
  },
)
