import { expect, onTestFinished, test } from 'vitest'
import { handles, rig } from './testing/rig.ts'

test('first', async () => {
  const r = await rig(onTestFinished)
  const run = await r.run(handles(30))
  await r.until(() => r.told.runs.some((told) => told.id === run.id && told.state === 'done'))
  expect(await r.states()).toEqual({ finished: 30 })
  expect(r.sandbox.ledger.runs()).toHaveLength(30)
  console.log(r.sandbox.ledger.counts())
})
