// npm run test:fuzz: gives every reader of foreign bytes spoiled inputs, 10,000 each unless told (`--inputs N`), from a new
// seed unless told (`--seed N`). What is found goes into scripts/fuzz/found-inputs.ts.
import { parseArgs } from 'node:util'
import { fuzz } from './fuzz/fuzz.ts'
import { createReaders } from './fuzz/readers.ts'

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now() % 4_294_967_296) },
    only: { type: 'string', default: '' },
  },
})
const count = Number(values.inputs)
const seed = Number(values.seed)
let failed = 0
console.log(`seed ${seed}`)
for (const reader of Object.keys(createReaders()).filter((name) => name.includes(values.only))) {
  const { inputs, slowestMs, problems } = await fuzz({ reader, seed, count })
  const isGood = problems.length === 0 && inputs === count
  if (!isGood) failed += 1
  console.log(
    `${isGood ? 'good' : 'FOUND'}: ${reader}, ${inputs} inputs, the slowest ${slowestMs.toFixed(1)} ms`,
  )
  for (const problem of problems) console.log(`  ${problem}`)
}
process.exitCode = failed === 0 ? 0 : 1
