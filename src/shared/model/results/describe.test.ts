import { describe, expect, test } from 'vitest'
import ocr from '#shared/fixtures/processing.ocr.partial.json' with { type: 'json' }
import sfw from '#shared/fixtures/task.sfw.json' with { type: 'json' }
import clean from '#shared/fixtures/task.virus_detection.clean.json' with { type: 'json' }
import infected from '#shared/fixtures/task.virus_detection.infected.json' with { type: 'json' }
import video from '#shared/fixtures/webhook.fs_workflow.video_sfw_details.json' with { type: 'json' }
import virus from '#shared/fixtures/webhook.fs_workflow.virus.json' with { type: 'json' }
import finished from '#shared/fixtures/workflow_status.finished.tags.json' with { type: 'json' }
import { describeBody, describeResults, readResults } from './index.ts'

const said = (results: unknown) => describeResults(readResults(results))
const FILE = { url: 'https://cdn.filestackcontent.com/k/wf://w/j/h', mimetype: 'image/png', size: 1200 }

describe('in one sentence', () => {
  // Would catch: a wrong verdict, what is well told before what is wrong, or a row that says nothing.
  test.each([
    [
      {
        a: { data: { sfw: true } },
        b: { data: { tags: { auto: { red: 80, shoe: 92, sneaker: 90, sole: 1 } } } },
      },
      'Safe · shoe, sneaker, red · 92 %',
      'clear',
    ],
    [{ a: sfw }, 'Not safe for work', 'flagged'],
    [{ a: { data: { infected: true, infections_list: ['Eicar-Test'] } } }, 'Infected: Eicar-Test', 'flagged'],
    [{ a: clean }, 'No virus found', 'clear'],
    [
      { a: { data: { sfw: true } }, b: infected },
      'Infected: content.malicious.ait-trojan-nymeria-315',
      'flagged',
    ],
    [{ a: { data: { phishing: true } } }, 'Phishing', 'flagged'],
    [{ a: { copyright: true, licenses: [] } }, 'Under copyright', 'flagged'],
    [video.text.results, 'Not safe for work in 2 places', 'flagged'],
    [
      { a: { data: { sfw: true, details: { unsafe_segments: [{ start_offset: 0, end_offset: 1 }] } } } },
      'Not safe for work in 1 place',
      'flagged',
    ],
    [{ a: { data: { caption: 'A red shoe on a white table' } } }, '“A red shoe on a white table”', 'none'],
    [{ a: ocr }, '“Filestack can detect printed and handwritten”', 'none'],
    [{ a: { document: { text_areas: [] } } }, 'No text found', 'none'],
    [{ a: FILE, b: FILE, c: FILE }, '3 files', 'none'],
    [{ a: FILE, b: { data: { sfw: true } }, c: 1 }, 'Safe · 1 file · 1 more', 'clear'],
    [{ a: 1, b: 2 }, '2 results', 'none'],
    [{ a: { coords: { x: 1, y: 2, width: 3, height: 4 } } }, 'Document found', 'none'],
    [{}, 'No task left a result', 'none'],
  ])('%j', (results, summary, verdict) => {
    expect(said(results)).toEqual({ summary, verdict })
  })

  // Would catch: a page of text in a row.
  test('a long text is quoted to its beginning', () => {
    const { summary } = said({ a: { data: { caption: 'word '.repeat(1_000) } } })
    expect(summary.length).toBeLessThanOrEqual(82)
    expect(summary).toMatch(/^“word word .*…”$/)
  })
})

describe('of a whole body', () => {
  // Would catch: a row without its result because the body is a webhook's, or was read as one.
  test.each([
    [JSON.stringify(finished), 'symbol, image, round · 99 %', 'none'],
    [JSON.stringify(video), 'Not safe for work in 2 places', 'flagged'],
    [JSON.stringify(virus), 'No virus found', 'clear'],
  ])('%#', (body, summary, verdict) => {
    expect(describeBody(body)).toEqual({ summary, verdict })
  })

  // Would catch: an exception, or a verdict, for what is no result.
  test.each([
    '',
    '<html>',
    '{"results":',
    'null',
    '[]',
    '3',
    '{"error":"x"}',
    '{"results":null}',
    '{"results":[1]}',
  ])('%j says nothing', (body) => {
    expect(describeBody(body)).toEqual({ summary: '', verdict: 'none' })
  })
})
