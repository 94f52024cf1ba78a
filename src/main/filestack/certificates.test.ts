import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { generate } from 'selfsigned'
import { expect, onTestFinished, test } from 'vitest'
import { keepCertificateCheck } from './certificates.ts'
import { createDownload } from './download.ts'
import { createTransport } from './http.ts'

/** A server that nobody vouches for. */
async function startUnknownServer() {
  let asked = 0
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }])
  const server = createServer({ key, cert }, (_request, response) => {
    asked += 1
    response.end('read')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked: () => asked }
}

// Would catch: a variable of somebody's shell profile that lets anybody on the way read policies and results.
test('certificates are checked although the environment says not to, and that is said', async () => {
  const server = await startUnknownServer()
  process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'
  onTestFinished(() => void delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'])
  expect(keepCertificateCheck(process.env).map(({ code }) => code)).toEqual(['network.checkKept'])
  const transport = createTransport()
  onTestFinished(() => transport.close())
  const origin = server.url.slice(0, -1)
  const connection = { apiKey: 'KEY', hosts: { cdn: origin, api: origin, upload: origin } }
  const sent = await transport.send({
    purpose: { kind: 'status', connection },
    url: `${origin}/KEY/workflow_status=job_id:a-job`,
    headers: {},
    signal: new AbortController().signal,
  })
  expect(sent).toMatchObject({ kind: 'failed', failure: { nothingSent: true } })
  expect((await createDownload({})(`${origin}/KEY/wf://workflow/job/hash`)).ok).toBe(false)
  expect(server.asked()).toBe(0)
})

// Would catch: a notice at every start, for nothing.
test('nothing is said where nothing is set', () => {
  expect(keepCertificateCheck({})).toEqual([])
})
