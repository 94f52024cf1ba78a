import { readArguments, USAGE } from './cli-arguments.ts'
import { startSandbox, type Sandbox } from './sandbox.ts'
import { SAMPLE_WORKFLOWS } from './workflows.ts'

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
