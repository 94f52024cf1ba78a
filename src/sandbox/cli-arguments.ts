import { parseArgs } from 'node:util'
import { parseFaults } from './fault-grammar.ts'
import type { SandboxOptions } from './sandbox.ts'

/** The help text: what can be typed after `command`. */
export const usage = (
  command: string,
): string => `${command} [--port 8787] [--seed 1] [--faults "500@status:2"] [--security open|required]
                   [--length-factor 0.1] [--state-file PATH] [--json]
The faults are listed in src/sandbox/README.md.`

type ReadArguments =
  | { readonly ok: true; readonly options: SandboxOptions; readonly json: boolean }
  | { readonly ok: false; readonly why: string }

/** Reads the flags of `npm run sandbox`; `why` is a sentence for the person who typed them. */
export function readArguments(args: readonly string[]): ReadArguments {
  const refuse = (why: string): ReadArguments => ({ ok: false, why })
  const text = { type: 'string' } as const
  const flags = {
    port: text,
    seed: text,
    faults: text,
    security: text,
    'length-factor': text,
    'state-file': text,
    json: { type: 'boolean' },
  } as const
  let values
  try {
    ;({ values } = parseArgs({ args: [...args], options: flags }))
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error))
  }
  const { security = 'open', faults = '', json = false } = values
  const port = Number(values.port ?? 0)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    return refuse('--port is a number from 0 to 65535.')
  const seed = Number(values.seed ?? 1)
  if (!Number.isInteger(seed)) return refuse('--seed is a whole number.')
  const lengthFactor = Number(values['length-factor'] ?? 1)
  if (!(lengthFactor > 0)) return refuse('--length-factor is a number above 0.')
  if (security !== 'open' && security !== 'required') return refuse('--security is “open” or “required”.')
  const parsed = parseFaults(faults)
  if (!parsed.ok) return refuse(parsed.error)
  const stateFile = values['state-file']
  const options: SandboxOptions = { port, seed, faults, lengthFactor, security }
  return { ok: true, options: stateFile === undefined ? options : { ...options, stateFile }, json }
}
