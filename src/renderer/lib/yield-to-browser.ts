/** After so long the window gets its turn, however slow the machine is. */
const TURN_MS = 5

/** Lets the window draw and answer whenever its turn has come: awaited between pieces of long work. */
export function createTurn(): () => Promise<void> {
  let began = performance.now()
  return async () => {
    if (performance.now() - began <= TURN_MS) return
    await new Promise((resolve) => setTimeout(resolve, 0))
    began = performance.now()
  }
}
