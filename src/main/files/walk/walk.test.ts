import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createScratchFolder } from '#main/storage/testing/journals.ts'
import { walk, type Step, type WalkFs } from './walk.ts'

/** A folder with these files in it; each holds its own name. */
function tree(...files: readonly string[]): string {
  const folder = join(createScratchFolder(onTestFinished), 'photos')
  mkdirSync(folder)
  for (const file of files) {
    mkdirSync(join(folder, file, '..'), { recursive: true })
    writeFileSync(join(folder, file), file)
  }
  return folder
}

async function steps(paths: readonly string[], fs?: WalkFs): Promise<readonly Step[]> {
  const all: Step[] = []
  for await (const step of walk(paths, fs)) all.push(step)
  return all
}

async function names(paths: readonly string[]): Promise<readonly string[]> {
  return (await steps(paths)).flatMap((step) => (step.kind === 'file' ? [step.name] : []))
}

const countOf = (all: readonly Step[], why: string): number =>
  all.filter((step) => step.kind === 'leftOut' && step.why === why).length

// Would catch: files in the order of the disk, "10" before "2", or the order of a drop lost.
test('paths come in their order, folders in natural order with the files first', async () => {
  const folder = tree('img10.png', 'img2.png', 'IMG1.png', 'b/x.png', 'a/deep/y.png', 'a/z.png')
  const alone = join(folder, 'img10.png')
  expect(await names([alone, folder])).toEqual([
    'img10.png',
    'photos/IMG1.png',
    'photos/img2.png',
    'photos/img10.png',
    'photos/a/z.png',
    'photos/a/deep/y.png',
    'photos/b/x.png',
  ])
})

// Would catch: a size or a time that is not the file's, by which a change is noticed later.
test('a file comes with its path, size and time', async () => {
  const path = join(tree('a.txt'), 'a.txt')
  const { size, mtimeMs } = await stat(path)
  expect(await steps([path])).toEqual([{ kind: 'file', path, name: 'a.txt', size, mtimeMs }])
})

// Would catch: what a system leaves in folders sent to a paid workflow, or left out by silence.
test('hidden and system files of a folder are left out and counted', async () => {
  const folder = tree(
    'a.png',
    '.hidden',
    '.git/config',
    'Thumbs.db',
    'desktop.ini',
    '.DS_Store',
    '__MACOSX/a.png',
    '~$sheet.xlsx',
    '._a.png',
  )
  const all = await steps([folder])
  expect(all.filter(({ kind }) => kind === 'file')).toHaveLength(1)
  expect([countOf(all, 'hidden'), countOf(all, 'system')]).toEqual([2, 6])
})

// Would catch: a hidden file refused although the person named it.
test('a hidden file that is named by itself is taken, a system file is not', async () => {
  const folder = tree('.profile', '.DS_Store')
  const all = await steps([join(folder, '.profile'), join(folder, '.DS_Store')])
  expect(all.map(({ kind }) => kind)).toEqual(['file', 'leftOut'])
})

// Would catch: a walk without end, or the same files twice through a link.
test('links in a circle are left out and counted', async () => {
  const folder = tree('a.png', 'sub/b.png')
  symlinkSync(folder, join(folder, 'sub/up'))
  symlinkSync('self', join(folder, 'self'))
  symlinkSync(join(folder, 'sub'), join(folder, 'zsub'))
  symlinkSync(join(folder, 'a.png'), join(folder, 'link.png'))
  const all = await steps([folder])
  expect(all.flatMap((step) => (step.kind === 'file' ? [step.name] : []))).toEqual([
    'photos/a.png',
    'photos/link.png',
    'photos/sub/b.png',
  ])
  expect(countOf(all, 'circular')).toBe(3)
})

// Would catch: the app waiting for ever on a pipe, or one bad entry ending the walk for the others.
test('a pipe, a link to nothing and a vanished path are told, the others go on', async () => {
  const folder = tree('a.png', 'z.png')
  execFileSync('mkfifo', [join(folder, 'pipe')])
  symlinkSync(join(folder, 'nothing'), join(folder, 'broken'))
  const all = await steps([join(folder, 'gone.png'), '/dev/null', folder])
  const problems = all.flatMap((step) =>
    step.kind === 'problem' ? [[step.path.split('/').at(-1), step.error.code, step.error.message]] : [],
  )
  expect(problems).toEqual([
    ['gone.png', 'upload.vanished', expect.any(String)],
    ['null', 'upload.notAFile', 'This is no file: a device.'],
    ['broken', 'upload.vanished', expect.any(String)],
    ['pipe', 'upload.notAFile', 'This is no file: a named pipe.'],
  ])
  expect(all.filter(({ kind }) => kind === 'file')).toHaveLength(2)
})

/** A system that refuses, as it would anybody but root. */
function refusing(path: string, code: 'EACCES' | 'ENOENT'): WalkFs {
  const refuse = async <T>(asked: string, real: () => Promise<T>): Promise<T> => {
    if (asked.startsWith(path)) throw Object.assign(new Error(`${code}: refused`), { code })
    return real()
  }
  return {
    readdir: (asked) => refuse(asked, () => readdir(asked, { withFileTypes: true })),
    stat: (asked) => refuse(`${asked}/`, () => stat(asked)),
    realpath,
  }
}

// Would catch: a folder without rights that ends the walk, or is passed over by silence.
test('a folder without rights is told, the others go on', async () => {
  const folder = tree('open/a.png', 'shut/b.png')
  const all = await steps([folder], { ...refusing(join(folder, 'shut'), 'EACCES'), stat })
  expect(all).toMatchObject([
    { kind: 'file', name: 'photos/open/a.png' },
    {
      kind: 'problem',
      path: join(folder, 'shut'),
      error: { code: 'files.folderUnreadable', message: expect.stringContaining('rights') },
    },
  ])
  const asked = await steps([join(folder, 'open/a.png')], refusing(join(folder, 'open/a.png'), 'EACCES'))
  expect(asked).toMatchObject([{ kind: 'problem', error: { code: 'upload.unreadable' } }])
})

// Would catch: a name cut, converted or refused on its way.
test('odd names survive', async () => {
  const odd = [
    '🙂 smile.png',
    'שלום.png',
    'quote \' and ".png',
    'two\nlines.png',
    'naïve é.png',
    `${'a'.repeat(251)}.png`,
  ]
  const found = await names([tree(...odd)])
  expect(found.toSorted()).toEqual(odd.map((name) => `photos/${name}`).toSorted())
})

// Would catch: a look at one file after the other (seconds), or a first file that waits for the last.
test('of 10,000 files of one folder the first are there before most of them are looked at, and each is looked at once', async () => {
  const folder = createScratchFolder(onTestFinished)
  for (let index = 0; index < 10_000; index += 1) writeFileSync(join(folder, `${index}.txt`), '')
  let looks = 0
  let open = 0
  let mostOpen = 0
  const counting: WalkFs = {
    readdir: (path) => readdir(path, { withFileTypes: true }),
    realpath,
    stat: (path) => {
      looks += 1
      open += 1
      mostOpen = Math.max(mostOpen, open)
      return stat(path).finally(() => (open -= 1))
    },
  }
  let looksBeforeFirst: number | null = null
  let count = 0
  for await (const step of walk([folder], counting)) {
    looksBeforeFirst ??= looks
    if (step.kind === 'file') count += 1
  }
  expect(count).toBe(10_000)
  expect(looksBeforeFirst).toBeLessThan(1000)
  // The folder itself is looked at, too.
  expect(looks).toBe(10_001)
  // Several at a time: one after the other takes seconds on a slow disk.
  expect(mostOpen).toBeGreaterThan(8)
})
