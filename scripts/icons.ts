// npm run icons: generates the icon files of the packages from resources/icon.svg.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ROOT } from './lib/electron-target.ts'
import { createIcons } from './lib/icons.ts'

const RESOURCES = join(ROOT, 'resources')
const icons = await createIcons(await readFile(join(RESOURCES, 'icon.svg'), 'utf8'))
for (const [name, bytes] of icons) {
  const path = join(RESOURCES, name)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, bytes)
}
console.log(`${icons.size} files written to resources`)
