import { expect, test } from 'vitest'
import { readCommandLinePaths } from './command-line-paths.ts'

const packaged = (...words: string[]) =>
  readCommandLinePaths({ argv: ['/opt/Flowbench/flowbench', ...words], cwd: '/home/ann', appFolder: null })

// Would catch: a switch of Chromium taken for a file, or a file that is not found because its path was relative.
test('files and folders are told from switches and addresses', () => {
  expect(
    packaged(
      '--user-data-dir=/data',
      'photo.jpg',
      '--no-sandbox',
      '/abs/ü 🙂.png',
      '../b/',
      'https://example.com/x.png',
      'flowbench://run',
      'file:///home/ann/a%20b.png',
      'file://elsewhere/x',
      '',
      '-psn_0_1234',
    ),
  ).toEqual(['/home/ann/photo.jpg', '/abs/ü 🙂.png', '/home/b', '/home/ann/a b.png'])
})

// Would catch: the app's own folder, or a module that a test loads first, uploaded as the person's files.
test('what starts the app is none of the person’s files', () => {
  const argv = [
    'electron',
    '-r',
    '/tmp/loader.js',
    '--inspect=0',
    '.',
    '--user-data-dir=/data',
    './a.png',
    '.',
  ]
  expect(readCommandLinePaths({ argv, cwd: '/opt/app', appFolder: '/opt/app' })).toEqual([
    '/opt/app/a.png',
    '/opt/app',
  ])
})
