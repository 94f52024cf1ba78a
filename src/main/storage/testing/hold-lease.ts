// A process of its own that holds the lease of a folder until killed.
import { writeSync } from 'node:fs'
import { acquireLease } from '#main/storage/lease.ts'

const lease = acquireLease(process.argv[2] ?? '', { kind: 'cli', pid: process.pid, since: 0 })
writeSync(1, lease.ok ? 'held\n' : `${lease.error.code}\n`)
setInterval(() => undefined, 60_000)
