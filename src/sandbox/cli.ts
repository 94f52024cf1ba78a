import { parseArgs } from 'node:util'
import { parseFaults } from './fault-grammar.ts'
import { startSandbox, type Sandbox, type SandboxOptions } from './sandbox.ts'
import { SAMPLE_WORKFLOWS } from './workflows.ts'

const USAGE = `npm run sandbox -- [--port 8787] [--seed 1] [--faults "500@status:2"] [--security open|required]
                   [--length-factor 0.1] [--state-file PATH] [--json]
The faults are listed in src/sandbox/README.md.`

type Read =
  | { readonly ok: true; readonly options: SandboxOptions; readonly json: boolean }
  | { readonly ok: false; readonly why: string }

function readArguments(args: readonly string[]): Read {
  const no = (why: string): Read => ({ ok: false, why })
  const text = { type: 'string' } as const
  const known = {
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
    ;({ values } = parseArgs({ args: [...args], options: known }))
  } catch (error) {
    return no(error instanceof Error ? error.message : String(error))
  }
  const { security = 'open', faults = '', json = false } = values
  const port = Number(values.port ?? 0)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) return no('--port is a number from 0 to 65535.')
  const seed = Number(values.seed ?? 1)
  if (!Number.isInteger(seed)) return no('--seed is a whole number.')
  const lengthFactor = Number(values['length-factor'] ?? 1)
  if (!(lengthFactor > 0)) return no('--length-factor is a number above 0.')
  if (security !== 'open' && security !== 'required') return no('--security is “open” or “required”.')
  const parsed = parseFaults(faults)
  if (!parsed.ok) return no(parsed.error)
  const stateFile = values['state-file']
  const options: SandboxOptions = { port, seed, faults, lengthFactor, security }
  return { ok: true, options: stateFile === undefined ? options : { ...options, stateFile }, json }
}

function inWords({ url, apiKey, appSecret }: Sandbox, security: string): string {
  const workflows = SAMPLE_WORKFLOWS.map(({ id, name }) => `  ${id}  ${name}`).join('\n')
  return `The Sandbox listens on ${url} (this machine only).
In Flowbench: Connections, New connection, then
  API key      ${apiKey}
  App secret   ${appSecret}${security === 'required' ? '' : '  (not needed: a policy is checked only where one is given)'}
  CDN, API and upload host   ${url}
Workflows:
${workflows}
One run, by hand:
  curl '${url}/${apiKey}/run_workflow=id:${SAMPLE_WORKFLOWS[0]?.id ?? ''}/src://catalogue/shoes/red-sneaker.png'
What it saw:
  curl '${url}/__sandbox/${apiKey}/ledger'
Ctrl+C ends it.`
}

const read = readArguments(process.argv.slice(2))
if (read.ok) {
  const { options, json } = read
  try {
    const sandbox = await startSandbox(options)
    const { url, port, apiKey, appSecret } = sandbox
    if (json) console.log(JSON.stringify({ url, port, apiKey, appSecret }))
    console.log(inWords(sandbox, options.security ?? 'open'))
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.close())
  } catch (error) {
    console.error(`The Sandbox cannot start: ${error instanceof Error ? error.message : String(error)}`)
    process.exitCode = 1
  }
} else {
  console.error(`${read.why}\n\n${USAGE}`)
  process.exitCode = 2
}
