import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Bytes of buffers that somebody still holds: what was let go is collected first, so that it does not count. */
export function liveBytes(): number {
  collect()
  return process.memoryUsage().arrayBuffers
}
