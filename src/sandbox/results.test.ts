import { inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import caption from '#shared/fixtures/task.caption.json' with { type: 'json' }
import copyright from '#shared/fixtures/processing.copyright.false.json' with { type: 'json' }
import ocr from '#shared/fixtures/processing.ocr.partial.json' with { type: 'json' }
import sfw from '#shared/fixtures/task.sfw.json' with { type: 'json' }
import status from '#shared/fixtures/workflow_status.finished.tags.json' with { type: 'json' }
import videoSfw from '#shared/fixtures/webhook.fs_workflow.video_sfw_details.json' with { type: 'json' }
import infected from '#shared/fixtures/task.virus_detection.infected.json' with { type: 'json' }
import { HANDLE, runJob, startTestSandbox, readStatus, type JobAnswer } from './testing/start.ts'
import type { Sandbox } from './index.ts'
import {
  DOCUMENT_TEXT,
  MODERATION,
  TAGGING,
  THUMBNAILS,
  VIDEO_REVIEW,
  VIRUS_SCAN,
  type SampleWorkflow,
} from './workflows.ts'

/** The names and kinds of values, with lists reduced to their first member: two of one shape are equal. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0])]
  if (typeof value !== 'object' || value === null) return typeof value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, shapeOf(member)]))
}

async function finishedJob(sandbox: Sandbox, source: string, workflow: string): Promise<JobAnswer> {
  const { jobid } = await runJob(sandbox, source, workflow)
  let answer = await readStatus(sandbox, jobid)
  while (answer.status === 'Started') answer = await readStatus(sandbox, jobid)
  return answer
}

/** Every value that any of 25 sources gets under a task's key. */
async function valuesOf(workflow: SampleWorkflow, key: string): Promise<unknown[]> {
  const sandbox = await startTestSandbox()
  const values: unknown[] = []
  for (let i = 0; i < 25; i++) {
    const { results = {} } = await finishedJob(sandbox, `src://shop/${i}.png`, workflow.id)
    if (key in results) values.push(results[key])
  }
  return values
}

const segmentShape = { confidence: 'number', start_offset: 'number', end_offset: 'number' }

/** A task's key and a published value of it; the values here must have its shape (one of them, where lists may be empty). */
const SHAPES: readonly (readonly [SampleWorkflow, string, unknown])[] = [
  [MODERATION, 'sfw_1571950225778', shapeOf(sfw)],
  [MODERATION, 'Rights check', shapeOf(copyright)],
  [DOCUMENT_TEXT, 'caption_1572010400240', shapeOf(caption)],
  [
    DOCUMENT_TEXT,
    'ocr_1572010400112',
    {
      data: {
        document: shapeOf({
          text_areas: ocr.document.text_areas.map(({ bounding_box, lines }) => ({
            bounding_box,
            lines,
            text: '',
          })),
        }),
        text: 'string',
      },
    },
  ],
  [
    DOCUMENT_TEXT,
    'doc_detection_1572010400377',
    { coords: { x: 'number', y: 'number', width: 'number', height: 'number' } },
  ],
  [VIRUS_SCAN, 'virus_detection_1548213592150', shapeOf(infected)],
  [VIRUS_SCAN, 'phishing_detection_1548213592388', { data: { phishing: 'boolean' } }],
  [VIDEO_REVIEW, 'video_sfw_1570438235001', shapeOf(videoSfw.text.results.video_sfw_task)],
]

interface TagsValue {
  readonly data: {
    readonly tags: { readonly auto: Readonly<Record<string, number>>; readonly user: unknown }
  }
}

describe('results', () => {
  // Would catch: a task value of another shape than the service gives.
  it.each(SHAPES)('$name gives “%s” in the published shape', async (workflow, key, shape) => {
    const shapes = (await valuesOf(workflow, key)).map(shapeOf)
    expect(shapes).toContainEqual(shape)
  })

  // Would catch: tags of another shape, or out of range.
  it('tags have the published shape and range', async () => {
    const published = status.results.tags_1571950225779
    const values = (await valuesOf(TAGGING, 'tags_1571950225779')) as TagsValue[]
    for (const { data } of values) {
      expect(Object.keys(data.tags)).toEqual(Object.keys(published.data.tags))
      const confidences = Object.values(data.tags.auto)
      expect(confidences.length).toBeGreaterThan(5)
      expect(confidences.every((value) => Number.isInteger(value) && value >= 0 && value <= 100)).toBe(true)
    }
    expect(values.some(({ data }) => data.tags.user === null)).toBe(true)
    expect(values.some(({ data }) => data.tags.user !== null)).toBe(true)
  })

  // Would catch: tags of a video without times.
  it('video tags have times', async () => {
    const [value] = await valuesOf(VIDEO_REVIEW, 'video_tagging_1570438235164')
    expect(shapeOf(value)).toMatchObject({
      data: { details: { tags: [{ name: 'string', ...segmentShape }] } },
    })
  })

  // Would catch: a sandbox where nothing is flagged, or everything.
  it('some jobs are flagged, by exactly one task', async () => {
    const verdicts = await valuesOf(MODERATION, 'sfw_1571950225778')
    expect(new Set(verdicts.map((value) => JSON.stringify(value)))).toEqual(
      new Set(['{"data":{"sfw":true}}', '{"data":{"sfw":false}}']),
    )
    // The branch behind an unsafe picture is not taken: its keys are missing.
    expect((await valuesOf(MODERATION, 'Rights check')).length).toBeLessThan(verdicts.length)
  })
})

interface Produced {
  readonly url: string
  readonly mimetype: string
  readonly size: number
}

/** Width, height and the number of colours of a PNG; throws when its data cannot be unpacked. */
function readPng(bytes: Buffer): { width: number; height: number; distinct: number } {
  expect(bytes.subarray(1, 4).toString()).toBe('PNG')
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
  const length = bytes.readUInt32BE(33)
  const rows = inflateSync(bytes.subarray(41, 41 + length))
  expect(rows.length).toBe(height * (width * 3 + 1))
  return { width, height, distinct: new Set(rows).size }
}

describe('produced files', () => {
  // Would catch: a link that leads nowhere, or to another file.
  it('every link leads to the file that it describes', async () => {
    const sandbox = await startTestSandbox()
    const { results = {} } = await finishedJob(sandbox, HANDLE, THUMBNAILS.id)
    const files = Object.values(results) as Produced[]
    expect(files).toHaveLength(4)
    for (const { url, mimetype, size } of files) {
      const answer = await fetch(url)
      const bytes = Buffer.from(await answer.arrayBuffer())
      expect(url.startsWith(`${sandbox.url}/${sandbox.apiKey}/wf://${THUMBNAILS.id}/`)).toBe(true)
      expect(answer.headers.get('content-type')).toBe(mimetype)
      expect(bytes.length).toBe(size)
      expect(readPng(bytes).distinct).toBeGreaterThan(8)
    }
    expect(results['store_1573204811777']).toMatchObject({
      handle: expect.stringMatching(/^\w{20}$/) as string,
    })
  })

  // Would catch: two sources with one picture, or a picture that outlives its job.
  it('each source has its own picture, which is gone with its job', async () => {
    const sandbox = await startTestSandbox()
    const toBytes = async (source: string): Promise<string> => {
      const { results = {} } = await finishedJob(sandbox, source, THUMBNAILS.id)
      const { url } = results['transforms_1573204811009'] as Produced
      expect((await fetch(url.replace(/.$/, '!'))).status).toBe(404)
      expect((await fetch(url.replace(`/${sandbox.apiKey}`, ''))).status).toBe(401)
      return Buffer.from(await (await fetch(url)).arrayBuffer()).toString('base64')
    }
    expect(await toBytes('src://shop/1.png')).not.toBe(await toBytes('src://shop/2.png'))
  })

  // Would catch: metadata that do not fit the file.
  it('a handle has a file, and metadata that fit it', async () => {
    const sandbox = await startTestSandbox()
    const metadata = await (await fetch(`${sandbox.url}/api/file/${HANDLE}/metadata`)).json()
    for (const path of [`/${HANDLE}`, `/api/file/${HANDLE}`]) {
      const bytes = Buffer.from(await (await fetch(sandbox.url + path)).arrayBuffer())
      expect(metadata).toMatchObject({ mimetype: 'image/png', size: bytes.length })
      expect(readPng(bytes)).toMatchObject({ width: 320, height: 240 })
    }
    for (const path of ['/GoneVxN7ySdGh2kLmT8Z', '/api/file/GoneVxN7ySdGh2kLmT8Z/metadata'])
      expect((await fetch(sandbox.url + path)).status).toBe(404)
    expect((await fetch(`${sandbox.url}/resize=width:100/${HANDLE}`)).status).toBe(400)
  })
})
