// One file to a Sandbox, then what it took, as JSON. Arguments: transfer|loop, path, URL, API key.
import { statSync } from 'node:fs'
import { basename } from 'node:path'
import type { Sent } from './file-to-send.ts'
import { sendByLoop } from './loop-sender.ts'
import { sendByTransfer } from './transfer-sender.ts'

const [how = '', path = '', url = '', apiKey = ''] = process.argv.slice(2)

const rssMib = (): number => process.memoryUsage.rss() / 2 ** 20
const idleMib = rssMib()
let peakMib = idleMib
const sampling = setInterval(() => {
  peakMib = Math.max(peakMib, rssMib())
}, 10)
const begun = performance.now()
const file = { path, name: basename(path), size: statSync(path).size }
await (how === 'loop' ? sendByLoop : sendByTransfer)(file, url, apiKey)
const ms = performance.now() - begun
clearInterval(sampling)
process.stdout.write(JSON.stringify({ ms, idleMib, peakMib } satisfies Sent))
