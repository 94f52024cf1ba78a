import { readArguments, usage } from './cli-arguments.ts'
import { startSandbox, type Sandbox } from './sandbox.ts'
import { SAMPLE_WORKFLOWS } from './workflows.ts'

/** The terminal of a sandbox on the command line. */
export interface Console {
  /** How it was called, for the help text. */
  readonly command: string
  readonly print: (text: string) => void
  readonly printError: (text: string) => void
  /** Registers what to call when the sandbox must end. */
  readonly onEnd: (end: () => void) => void
}

/** Runs a sandbox with these flags and prints how to reach it. Resolves to the exit code when it has ended or could not start. */
export async function serve(
  flags: readonly string[],
  { command, print, printError, onEnd }: Console,
): Promise<0 | 1 | 2> {
  const read = readArguments(flags)
  if (!read.ok) {
    printError(`${read.why}\n\n${usage(command)}`)
    return 2
  }
  let sandbox: Sandbox
  try {
    sandbox = await startSandbox(read.options)
  } catch (error) {
    printError(`The Sandbox cannot start: ${error instanceof Error ? error.message : String(error)}`)
    return 1
  }
  const { url, port, apiKey, appSecret } = sandbox
  if (read.json) print(JSON.stringify({ url, port, apiKey, appSecret }))
  print(formatInstructions(sandbox, read.options.security ?? 'open'))
  await new Promise<void>((resolve) => onEnd(resolve))
  await sandbox.close()
  return 0
}

function formatInstructions({ url, apiKey, appSecret }: Sandbox, security: string): string {
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
