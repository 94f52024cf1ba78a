// A service in a process of its own whose jobs end at once with a result of so many bytes; the number is in the handle. It
// prints its URL. Nothing is stored: the id of a job names its handle.
import { createServer, type ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'

const PIECE_BYTES = 65_536

const server = createServer((request, response) => {
  const url = request.url ?? ''
  const handle = /run_workflow=id:[^/]+\/(\w+)$/.exec(url)?.[1]
  if (handle !== undefined) {
    const body = JSON.stringify({ jobid: `job-${handle}`, status: 'Started' })
    response.end(body)
    return
  }
  const jobid = /workflow_status=job_id:([\w-]+)$/.exec(url)?.[1] ?? ''
  const bytes = Number(/b(\d+)$/.exec(jobid)?.[1] ?? 0)
  void sendResult(response, jobid, bytes)
})

/** A result with as many pages of text as it takes, sent as fast as it is received. */
async function sendResult(response: ServerResponse, jobid: string, bytes: number): Promise<void> {
  const file = { url: 'https://cdn.filestackcontent.com/handle0', mimetype: 'image/png' }
  const head = `{"jobid":"${jobid}","status":"Finished","ttl":172800,"results":{"thumbnail":{"data":${JSON.stringify(file)}},"ocr":{"data":{"text":"A line of text","pages":[`
  const foot = '0]}}}}'
  const page = `${JSON.stringify({ width: 100, text: 'word '.repeat(100), boxes: [1, 2, 3, 4] })},\n`
  const piece = page.repeat(Math.floor(PIECE_BYTES / page.length))
  const pieces = Math.max(0, Math.floor((bytes - head.length - foot.length) / piece.length))
  response.setHeader('content-length', head.length + pieces * piece.length + foot.length)
  // The pipeline fails when the client hangs up, which is no error of the bench.
  await pipeline(toPieces(), response).catch(() => undefined)

  function* toPieces(): Generator<string> {
    yield head
    for (let sent = 0; sent < pieces; sent++) yield piece
    yield foot
  }
}

server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address !== null && typeof address === 'object') console.log(`http://127.0.0.1:${address.port}`)
})
