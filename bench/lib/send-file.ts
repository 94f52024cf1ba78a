// Sends one file to a Sandbox and prints the time and memory as JSON. Arguments: transfer|loop, path, URL, API key.
import { statSync } from 'node:fs'
import { basename } from 'node:path'
import type { SendReport } from './file-to-send.ts'
import { sendByLoop } from './loop-sender.ts'
import { sendByTransfer } from './transfer-sender.ts'

const SAMPLE_INTERVAL_MS = 10
const [sender = '', path = '', url = '', apiKey = ''] = process.argv.slice(2)

const readRssMib = (): number => process.memoryUsage.rss() / 2 ** 20
const idleMib = readRssMib()
let peakMib = idleMib
const sampling = setInterval(() => {
  peakMib = Math.max(peakMib, readRssMib())
}, SAMPLE_INTERVAL_MS)
const begun = performance.now()
const file = { path, name: basename(path), size: statSync(path).size }
await (sender === 'loop' ? sendByLoop : sendByTransfer)(file, url, apiKey)
const ms = performance.now() - begun
clearInterval(sampling)
process.stdout.write(JSON.stringify({ ms, idleMib, peakMib } satisfies SendReport))
