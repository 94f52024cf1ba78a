import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createLicenceCollector, toPackageFolder } from './lib/collect-licences.ts'
import { ROOT } from './lib/electron-target.ts'

const inModules = (...path: readonly string[]): string => join(ROOT, 'node_modules', ...path)

// Would catch: a package that is shipped and not named, or our own code named as somebody else's.
test('the licences of all bundles are written, each package once, with its text', () => {
  const collector = createLicenceCollector('licences.json')
  const written: { fileName: string; source: string }[] = []
  const chunk = (...moduleIds: readonly string[]) => ({ type: 'chunk', moduleIds })
  collector
    .collect()
    .generateBundle(
      {},
      { 'index.js': chunk(inModules('undici', 'index.js'), join(ROOT, 'src/main/index.ts')) },
    )
  collector.write().generateBundle.call(
    { emitFile: (file) => String(written.push(file)) },
    {},
    {
      'a.js': chunk(
        `\0${inModules('react', 'index.js')}?commonjs-module`,
        inModules('react', 'cjs', 'react.js'),
      ),
      'b.js': chunk(inModules('@base-ui', 'react', 'index.js')),
    },
  )
  expect(written.map(({ fileName }) => fileName)).toEqual(['licences.json'])
  const packages = JSON.parse(written[0]?.source ?? '') as { name: string; licence: string; text: string }[]
  expect(packages.map(({ name, licence }) => [name, licence])).toEqual([
    ['@base-ui/react', 'MIT'],
    ['react', 'MIT'],
    ['undici', 'MIT'],
  ])
  for (const { text } of packages) expect(text).toMatch(/permission is hereby granted/i)
})

// Would catch: a package inside another one taken for its host.
test('a module belongs to the innermost package', () => {
  expect(toPackageFolder(inModules('vite', 'node_modules', 'none', 'index.js'))).toBeNull()
  expect(toPackageFolder(join(ROOT, 'src/main/index.ts'))).toBeNull()
})
