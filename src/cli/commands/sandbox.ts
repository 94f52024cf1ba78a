import type { ExitCode } from '#cli/exit-codes.ts'
import type { Interruption } from '#cli/interrupt.ts'
import { serve } from '#sandbox/index.ts'

/** The Sandbox as its own server. What it says is its own key and secret: nothing of it is cut. */
export function sandbox(flags: readonly string[], interruption: Interruption): Promise<ExitCode> {
  return serve(flags, {
    command: 'flowbench sandbox',
    print: (text) => process.stdout.write(`${text}\n`),
    printError: (text) => process.stderr.write(`${text}\n`),
    onEnd: (end) => interruption.subscribe(end),
  })
}
