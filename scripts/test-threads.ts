// Before the unit tests: bundles the threads that they start (`src/main/lib/testing/bundled-thread.ts`), anew after each change
// while they are watched.
import type { TestProject } from 'vitest/node'
import { bundleThreads } from './lib/bundle-threads.ts'

export default async function setUp(project: TestProject): Promise<void> {
  const bundle = async (): Promise<void> => void (process.env['BUNDLED_THREADS'] = await bundleThreads())
  await bundle()
  project.onTestsRerun(bundle)
}
