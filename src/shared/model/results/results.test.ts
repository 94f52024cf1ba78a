import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import ocr from '#shared/fixtures/processing.ocr.partial.json' with { type: 'json' }
import copyright from '#shared/fixtures/processing.copyright.false.json' with { type: 'json' }
import caption from '#shared/fixtures/task.caption.json' with { type: 'json' }
import sfw from '#shared/fixtures/task.sfw.json' with { type: 'json' }
import clean from '#shared/fixtures/task.virus_detection.clean.json' with { type: 'json' }
import infected from '#shared/fixtures/task.virus_detection.infected.json' with { type: 'json' }
import video from '#shared/fixtures/webhook.fs_workflow.video_sfw_details.json' with { type: 'json' }
import finished from '#shared/fixtures/workflow_status.finished.tags.json' with { type: 'json' }
import matches from '#shared/fixtures/task.copyright.matches.unconfirmed.json' with { type: 'json' }
import corners from '#shared/fixtures/task.doc_detection.corners.unconfirmed.json' with { type: 'json' }
import blocks from '#shared/fixtures/task.ocr.blocks.unconfirmed.json' with { type: 'json' }
import sentiment from '#shared/fixtures/task.sentiment.unconfirmed.json' with { type: 'json' }
import { describeResults, readResults } from './index.ts'

const only = (value: unknown, key = 'renamed') => readResults({ [key]: value })[0]
const FILE = { url: 'https://cdn.filestackcontent.com/k/wf://w/j/h', mimetype: 'image/png', size: 1200 }

describe('published values, under names that people gave', () => {
  // Would catch: labels in the order of the alphabet instead of by how sure the service is.
  test('tags are ranked', () => {
    const [task] = readResults(finished.results)
    expect(task).toMatchObject({
      kind: 'tags',
      key: 'tags_1571950225779',
      pointer: '/results/tags_1571950225779',
      user: [],
    })
    const auto = task?.kind === 'tags' ? task.auto : []
    expect(auto.slice(0, 4)).toEqual([
      { label: 'symbol', confidence: 99 },
      { label: 'image', confidence: 98 },
      { label: 'round', confidence: 98 },
      { label: 'sign', confidence: 98 },
    ])
    expect(auto.length).toBe(20)
  })

  // Would catch: a value that is only recognised by its key, which people rename.
  test.each([
    [sfw, { kind: 'sfw', safe: false }],
    [{ sfw: true }, { kind: 'sfw', safe: true }],
    [caption, { kind: 'caption', caption: 'the description of the image' }],
    [copyright, { kind: 'copyright', copyrighted: false, licences: [] }],
    [clean, { kind: 'virus', infected: false, infections: [] }],
    [infected, { kind: 'virus', infected: true, infections: ['content.malicious.ait-trojan-nymeria-315'] }],
    [{ data: { phishing: true } }, { kind: 'phishing', phishing: true }],
    [
      { coords: { x: 1, y: 2, width: 3, height: 4 } },
      { kind: 'documentArea', x: 1, y: 2, width: 3, height: 4 },
    ],
    [FILE, { kind: 'file', ...FILE, handle: null, filename: null, container: null, storageKey: null }],
  ])('%j', (value, task) => {
    expect(only(value)).toEqual({ ...task, key: 'renamed', pointer: '/results/renamed' })
  })

  // Would catch: lines or boxes lost, or a text that is only read where the service joins it.
  test('text keeps its lines, words and boxes', () => {
    const task = only(ocr)
    expect(task).toMatchObject({ kind: 'ocr', text: 'Filestack can detect\nprinted and handwritten' })
    const area = task?.kind === 'ocr' ? task.areas[0] : undefined
    expect(area?.box[0]).toEqual({ x: 834, y: 478 })
    expect(area?.lines.map((line) => line.words.length)).toEqual([3, 3])
    expect(area?.lines[1]?.words[2]).toEqual({
      text: 'handwritten',
      box: [
        { x: 2107, y: 954 },
        { x: 3330, y: 1049 },
        { x: 3301, y: 1421 },
        { x: 2078, y: 1326 },
      ],
    })
  })

  // Would catch: seconds for milliseconds, or a video told like a picture.
  test('unsafe stretches of a video', () => {
    expect(readResults(video.text.results)).toEqual([
      {
        kind: 'videoSfw',
        key: 'video_sfw_task',
        pointer: '/results/video_sfw_task',
        safe: false,
        segments: [
          { label: null, confidence: 93, startMs: 141_407, endMs: 145_411 },
          { label: null, confidence: 87, startMs: 181_407, endMs: 195_411 },
        ],
      },
    ])
  })
})

describe('shapes that the service or people vary', () => {
  // Would catch: a stored file whose handle cannot be used because it stands one level deeper.
  test('a stored file carries its handle at the top or under data', () => {
    const stored = { handle: 'H', key: 'a/b.png', container: 'c', filename: 'b.png' }
    const found = {
      kind: 'file',
      handle: 'H',
      storageKey: 'a/b.png',
      container: 'c',
      filename: 'b.png',
      size: 1200,
    }
    expect(only({ ...FILE, ...stored })).toMatchObject(found)
    expect(only({ ...FILE, data: stored })).toMatchObject(found)
    expect(only({ data: { ...FILE, ...stored } })).toMatchObject(found)
  })

  // Would catch: tags of a video without details shown as those of a picture, though the key says so.
  test('the key decides where the shape leaves a doubt', () => {
    const tags = { data: { tags: { auto: { cat: 90 }, user: { pet: 100 } } } }
    expect(only(tags, 'tags_1')).toMatchObject({ kind: 'tags', user: [{ label: 'pet', confidence: 100 }] })
    expect(only(tags, 'video_tagging_1')).toMatchObject({ kind: 'videoTags', segments: [] })
    expect(only({ data: { sfw: true } }, 'video_sfw_2')).toMatchObject({ kind: 'videoSfw', safe: true })
    expect(only({ data: { sfw: true, caption: 'x' } }, 'caption_1')).toMatchObject({ kind: 'caption' })
    expect(only({ data: { sfw: true, caption: 'x' } })).toMatchObject({ kind: 'unknown' })
  })

  // Would catch: named stretches of a video lost.
  test('video tags with details', () => {
    const details = { tags: [{ name: 'crowd', confidence: 80, start_offset: 0, end_offset: 900 }] }
    expect(only({ data: { tags: { auto: {}, user: null }, details } })).toMatchObject({
      kind: 'videoTags',
      segments: [{ label: 'crowd', confidence: 80, startMs: 0, endMs: 900 }],
    })
  })

  // Would catch: a finding without the columns we expect dropped from the table.
  test('copyright findings become rows, whatever they hold', () => {
    const licenses = [
      { image_url: 'https://x/i', owner: 'Ann', license: 'RM', url: 'https://x', id: 7 },
      'editorial only',
      {},
    ]
    expect(only({ copyright: true, licenses })).toMatchObject({
      copyrighted: true,
      licences: [
        {
          image: 'https://x/i',
          photographer: 'Ann',
          licence: 'RM',
          link: 'https://x',
          others: [['id', '7']],
        },
        { image: null, photographer: null, licence: 'editorial only', link: null, others: [] },
        { image: null, photographer: null, licence: null, link: null, others: [] },
      ],
    })
  })

  // Case 20 of docs/reported-inputs.md. Would catch: the service's own answer shown as JSON, or one of the places that license a picture left out.
  test('a copyright finding of the service is a row for each place that licenses the picture', () => {
    const details = {
      collection: 'Studio',
      id: 'a1',
      keywords: 'Dog\tIndoors ',
      licensingInfo: [
        {
          imageId: '1',
          name: 'First Images',
          purchaseUrl: 'https://first.example/1',
          types: ['Royalty Free'],
        },
        { imageId: '2', name: 'Second', purchaseUrl: 'https://second.example/2', types: [] },
      ],
      photographerName: 'Ann Example',
      servingUrl: 'https://images.example/a1.jpg',
      title: 'A dog',
    }
    const about = { image: 'https://images.example/a1.jpg', photographer: 'Ann Example' }
    const others = [
      ['collection', 'Studio'],
      ['id', 'a1'],
      ['keywords', 'Dog, Indoors'],
      ['title', 'A dog'],
    ]
    const rows = [
      {
        ...about,
        licence: 'First Images (Royalty Free)',
        link: 'https://first.example/1',
        others: [...others, ['imageId', '1']],
      },
      {
        ...about,
        licence: 'Second',
        link: 'https://second.example/2',
        others: [...others, ['imageId', '2']],
      },
    ]
    for (const licenses of [[{ imageDetails: details }], [details]])
      expect(only({ copyright: true, licenses })).toMatchObject({ copyrighted: true, licences: rows })
  })

  // Would catch: a value that nearly fits taken for what it is not: "unsafe" as a text is no verdict.
  test.each([
    { data: { sfw: 'false' } },
    { data: { tags: ['a', 'b'] } },
    { data: { tags: { auto: 'cat' } } },
    { data: { sfw: false, details: { unsafe_segments: [{ confidence: 1 }] } } },
    { coords: { x: 1, y: 2, width: '3', height: 4 } },
    { url: 'https://example.com/' },
    { url: 'javascript:alert(1)', mimetype: 'text/html', size: 1 },
    { data: { sfw: true }, sfw: false },
    { score: 0.5 },
    { data: null },
    { data: [true] },
    ['a'],
    'done',
    null,
    3,
  ])('%j is shown as it is', (value) => {
    expect(only(value, 'task')).toEqual({ kind: 'unknown', key: 'task', pointer: '/results/task', value })
  })

  // Would catch: a pointer that leads elsewhere for names with a slash or a tilde.
  test('the pointer is escaped', () => {
    expect(only(1, 'a/b~c')?.pointer).toBe('/results/a~1b~0c')
  })
})

// Would catch: an exception on a hostile value, a task lost, or a pointer that does not lead to it.
test('whatever stands under results, every task is there and nothing throws', () => {
  const hostile = fc.oneof(
    fc.anything({
      withNullPrototype: true,
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSparseArray: true,
    }),
    fc.dictionary(
      fc.constantFrom(
        'data',
        'tags',
        'sfw',
        'details',
        'document',
        'text_areas',
        'coords',
        'url',
        'size',
        'licenses',
        'copyright',
      ),
      fc.anything(),
    ),
  )
  fc.assert(
    fc.property(fc.dictionary(fc.string(), hostile), (results) => {
      const tasks = readResults(results)
      expect(tasks.map((task) => task.key)).toEqual(Object.keys(results))
      expect(describeResults(tasks).summary).not.toBe('')
      for (const { key, pointer } of tasks) {
        const step = pointer.slice('/results/'.length).replaceAll('~1', '/').replaceAll('~0', '~')
        expect(step).toBe(key)
      }
    }),
    { numRuns: 500 },
  )
  fc.assert(fc.property(fc.anything(), (value) => void readResults(value)))
})

// Would catch: a form that may come from the service one day, shown as “other result”, or `matches` of anything taken for copyright.
describe('unconfirmed values', () => {
  test('text in blocks is text', () => {
    expect(only(blocks)).toMatchObject({ kind: 'ocr', text: 'Total 12.50', confidence: 0.97 })
    const task = only(blocks)
    expect(task?.kind === 'ocr' && task.areas.map((area) => [area.text, area.box.length])).toEqual([
      ['Total', 4],
      ['12.50', 0],
    ])
  })

  test('corners and sentiments are read under any name', () => {
    expect(only(corners)).toMatchObject({ kind: 'documentCorners', detected: true })
    expect(only({ detected: false, corners: null })).toMatchObject({ detected: false, corners: [] })
    expect(only(sentiment)).toMatchObject({ kind: 'sentiment', sentiment: 'positive', confidence: 0.93 })
  })

  test('matches are those of copyright only where the task is called so', () => {
    const task = only(matches, 'copyright_1571950225779')
    expect(task).toMatchObject({ kind: 'copyright', copyrighted: true })
    expect(task?.kind === 'copyright' && task.licences[0]?.licence).toBe('Royalty Free')
    expect(only({ matches: [] }, 'copyright_2')).toMatchObject({ copyrighted: false })
    expect(only(matches)).toMatchObject({ kind: 'unknown' })
  })
})
