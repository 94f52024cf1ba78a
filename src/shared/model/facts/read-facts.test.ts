import { expect, test } from 'vitest'
import ocr from '#shared/fixtures/processing.ocr.partial.json' with { type: 'json' }
import copyright from '#shared/fixtures/processing.copyright.false.json' with { type: 'json' }
import caption from '#shared/fixtures/task.caption.json' with { type: 'json' }
import matches from '#shared/fixtures/task.copyright.matches.unconfirmed.json' with { type: 'json' }
import corners from '#shared/fixtures/task.doc_detection.corners.unconfirmed.json' with { type: 'json' }
import blocks from '#shared/fixtures/task.ocr.blocks.unconfirmed.json' with { type: 'json' }
import sentiment from '#shared/fixtures/task.sentiment.unconfirmed.json' with { type: 'json' }
import sfw from '#shared/fixtures/task.sfw.json' with { type: 'json' }
import infected from '#shared/fixtures/task.virus_detection.infected.json' with { type: 'json' }
import video from '#shared/fixtures/webhook.fs_workflow.video_sfw_details.json' with { type: 'json' }
import finished from '#shared/fixtures/workflow_status.finished.tags.json' with { type: 'json' }
import { readAnswer, readResults } from '#shared/model/results/index.ts'
import { readFacts, toTaskShape } from './index.ts'

/** The facts of a task beside that of the task itself, as `kind name=number`. */
function factsOf(value: unknown, key = 'renamed'): readonly string[] {
  const { facts } = readFacts(readResults({ [key]: value }))
  expect(facts[0]).toEqual({ kind: 'task', name: toTaskShape(key), number: null, task: toTaskShape(key) })
  return facts.slice(1).map(({ kind, name, number }) => `${kind} ${name}=${number}`)
}

// Would catch: a value of a known shape that nobody can search for, or a probability for a yes or no.
test.each([
  ['sfw', sfw, ['flag sfw=0']],
  ['sfw at the top', { sfw: true }, ['flag sfw=1']],
  ['infected', infected, ['flag infected=1', 'infection content.malicious.ait-trojan-nymeria-315=null']],
  ['phishing', { phishing: true }, ['flag phishing=1']],
  ['caption', caption, ['caption =28']],
  ['text areas', ocr, ['recognisedText =44']],
  ['text blocks', blocks, ['recognisedText =11']],
  ['no copyright', copyright, ['flag copyright=0']],
  ['corners', corners, ['flag detected=1']],
  ['sentiment', sentiment, ['sentiment positive=0.93']],
  [
    'file',
    { url: 'https://cdn.example/x', mimetype: 'image/png', size: 1200 },
    ['file image/png=1200', 'size =1200'],
  ],
  ['anything else', { anything: 'else' }, []],
])('%s', (_, value, facts) => {
  expect(factsOf(value)).toEqual(facts)
})

test('matches of copyright are licences, and moderation of a video is a yes or no', () => {
  expect(factsOf(matches, 'copyright_12')).toEqual(['flag copyright=1', 'licence Royalty Free=null'])
  const { facts } = readFacts(readAnswer(video) ?? [])
  expect(facts.map(({ kind, name, number, task }) => [kind, name, number, task])).toContainEqual([
    'flag',
    'sfw',
    0,
    'video_sfw_task',
  ])
})

// Would catch: labels of people taken for those of the service, a label twice, or the less sure one of two.
test('labels have their confidence; of one that stands twice the surest counts', () => {
  expect(readFacts(readResults(finished.results)).facts).toHaveLength(21)
  const segment = (name: string, confidence: number) => ({ name, confidence, start_offset: 0, end_offset: 9 })
  const value = {
    tags: { auto: { cat: 40, Dog: 80 }, user: { cat: 1, mine: null } },
    details: { tags: [segment('CAT', 70), segment('bird', 5), segment('bird', 3)] },
  }
  expect(factsOf(value)).toEqual([
    'tag Dog=80',
    'tag CAT=70',
    'tag bird=5',
    'userTag cat=1',
    'userTag mine=null',
  ])
  const two = readFacts(
    readResults({ tags_1: { tags: { auto: { cat: 4 } } }, tags_2: { tags: { auto: { cat: 9 } } } }),
  )
  expect(two.facts.filter(({ kind }) => kind === 'tag')).toEqual([
    { kind: 'tag', name: 'cat', number: 9, task: 'tags' },
  ])
})

// Would catch: two workflows whose task is one and the same by its words, and that are kept apart by the time they were made.
test.each([
  ['tags_1571950225779', 'tags'],
  ['crop_2', 'crop'],
  ['_7', '_7'],
  ['my task', 'my task'],
  ['a_1_2', 'a_1'],
])('the shape of %s is %s', (key, shape) => {
  expect(toTaskShape(key)).toBe(shape)
})

test('the texts of a result are its captions, read texts, labels, infections and licences', () => {
  const results = {
    caption_1: { caption: 'a red car' },
    tags_1: { tags: { auto: { Auto: 9 }, user: { Auto: 1 } } },
    ocr_1: { text: 'EXIT' },
    virus: infected,
    copyright_1: matches,
  }
  expect(readFacts(readResults(results)).texts).toEqual([
    'a red car',
    'Auto',
    'EXIT',
    'content.malicious.ait-trojan-nymeria-315',
    'Royalty Free',
  ])
})
