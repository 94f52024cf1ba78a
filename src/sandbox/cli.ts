// npm run sandbox: the Sandbox as its own process.
import { serve } from './serve.ts'

process.exitCode = await serve(process.argv.slice(2), {
  command: 'npm run sandbox --',
  print: (text) => console.log(text),
  printError: (text) => console.error(text),
  onEnd: (end) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end)
  },
})
