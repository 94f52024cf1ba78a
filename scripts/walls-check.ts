// Holds every import of the source against the table of `scripts/walls.ts`.
import { checkWalls } from './lib/walls/check-walls.ts'
import { readRepositoryGraph } from './lib/walls/read-repository.ts'
import { ROOT } from './lib/electron-target.ts'
import { WALLS } from './walls.ts'

const problems = checkWalls(readRepositoryGraph(ROOT), WALLS)
for (const { where, message } of problems) console.error(`${where} ${message}`)
if (problems.length > 0) {
  console.error(`${problems.length} problems with the walls (scripts/walls.ts).`)
  process.exit(1)
}
