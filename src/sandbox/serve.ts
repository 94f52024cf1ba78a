import { readArguments, usage } from './cli-arguments.ts'
import { startSandbox, type Sandbox } from './sandbox.ts'
import { SAMPLE_WORKFLOWS } from './workflows.ts'

/** What a sandbox on the command line talks to. */
export interface Console {
  /** How it was called. */
  readonly command: string
  readonly print: (text: string) => void
  readonly say: (text: string) => void
  /** Calls back when it is to end. */
  readonly onEnd: (end: () => void) => void
}

/** Runs a sandbox by its flags and tells how to reach it. Resolves to the exit code: when it has ended, or could not start. */
export async function serve(
  flags: readonly string[],
  { command, print, say, onEnd }: Console,
): Promise<0 | 1 | 2> {
  const read = readArguments(flags)
  if (!read.ok) {
    say(`${read.why}\n\n${usage(command)}`)
    return 2
  }
  let sandbox: Sandbox
  try {
    sandbox = await startSandbox(read.options)
  } catch (error) {
    say(`The Sandbox cannot start: ${error instanceof Error ? error.message : String(error)}`)
    return 1
  }
  const { url, port, apiKey, appSecret } = sandbox
  if (read.json) print(JSON.stringify({ url, port, apiKey, appSecret }))
  print(inWords(sandbox, read.options.security ?? 'open'))
  await new Promise<void>((resolve) => onEnd(resolve))
  await sandbox.close()
  return 0
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
