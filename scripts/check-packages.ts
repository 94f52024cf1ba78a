// Part of npm run check: is electron-builder.yml what electron-builder understands?
import { ROOT } from './lib/electron-target.ts'
import { validateBuilderConfig } from './lib/builder-config.ts'

await validateBuilderConfig(ROOT, 'electron-builder.yml').catch((cause: unknown) => {
  console.error(cause instanceof Error ? cause.message : cause)
  process.exit(1)
})
