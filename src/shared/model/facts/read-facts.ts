import { assertNever } from '#shared/model/assert.ts'
import { foldText } from '#shared/format/fold.ts'
import type { Licence, Segment, Tag, TaskResult } from '#shared/model/results/index.ts'
import { toTaskShape, type Fact } from './fact.ts'

/** What the tasks of a result say, as facts, and the texts in which words are searched. */
export interface ReadFacts {
  readonly facts: readonly Fact[]
  readonly texts: readonly string[]
}

type UnplacedFact = Omit<Fact, 'task'>
interface TaskFacts {
  readonly facts: readonly UnplacedFact[]
  readonly texts: readonly string[]
}

/** Every value of a known shape. What is not recognised is only a task that left something. */
export function readFacts(tasks: readonly TaskResult[]): ReadFacts {
  const facts = new Map<string, Fact>()
  const texts: string[] = []
  for (const result of tasks) {
    const task = toTaskShape(result.key)
    const read = readTask(result)
    for (const fact of [{ kind: 'task', name: task, number: null } as const, ...read.facts])
      keepSurest(facts, { ...fact, task })
    for (const text of read.texts) texts.push(text)
  }
  return { facts: [...facts.values()], texts }
}

/** Of a label that stands twice in the results of tasks of one key, the surest counts. */
function keepSurest(facts: Map<string, Fact>, fact: Fact): void {
  const key = JSON.stringify([fact.kind, foldText(fact.name), foldText(fact.task)])
  const known = facts.get(key)
  if (known === undefined || (fact.number ?? -Infinity) > (known.number ?? -Infinity)) facts.set(key, fact)
}

function readTask(task: TaskResult): TaskFacts {
  switch (task.kind) {
    case 'tags':
      return readTags(task.auto, task.user, [])
    case 'videoTags':
      return readTags(task.auto, task.user, task.segments)
    case 'sfw':
    case 'videoSfw':
      return { facts: [flag('sfw', task.safe)], texts: [] }
    case 'phishing':
      return { facts: [flag('phishing', task.phishing)], texts: [] }
    case 'virus':
      return {
        facts: [flag('infected', task.infected), ...named('infection', task.infections)],
        texts: task.infections,
      }
    case 'copyright':
      return readCopyright(task.copyrighted, task.licences)
    case 'caption':
      return { facts: [{ kind: 'caption', name: '', number: task.caption.length }], texts: [task.caption] }
    case 'ocr':
      return { facts: [{ kind: 'recognisedText', name: '', number: task.text.length }], texts: [task.text] }
    case 'sentiment':
      return {
        facts: [{ kind: 'sentiment', name: task.sentiment, number: task.confidence }],
        texts: [task.sentiment],
      }
    case 'documentCorners':
      return { facts: [flag('detected', task.detected)], texts: [] }
    case 'file':
      return {
        facts: [
          { kind: 'file', name: task.mimetype ?? '', number: task.size },
          { kind: 'size', name: '', number: task.size },
        ],
        texts: [],
      }
    case 'documentArea':
    case 'unknown':
      return { facts: [], texts: [] }
    default:
      return assertNever(task)
  }
}

function readTags(auto: readonly Tag[], user: readonly Tag[], segments: readonly Segment[]): TaskFacts {
  const seen = segments.flatMap(({ label, confidence }) => (label === null ? [] : [{ label, confidence }]))
  const toFacts = (kind: 'tag' | 'userTag', tags: readonly Tag[]): readonly UnplacedFact[] =>
    tags.map(({ label, confidence }) => ({ kind, name: label, number: confidence }))
  return {
    facts: [...toFacts('tag', auto), ...toFacts('tag', seen), ...toFacts('userTag', user)],
    texts: [...new Set([...auto, ...seen, ...user].map(({ label }) => label))],
  }
}

function readCopyright(copyrighted: boolean, licences: readonly Licence[]): TaskFacts {
  const names = licences.flatMap(({ licence }) => (licence === null ? [] : [licence]))
  return { facts: [flag('copyright', copyrighted), ...named('licence', names)], texts: names }
}

const flag = (name: string, says: boolean): UnplacedFact => ({ kind: 'flag', name, number: says ? 1 : 0 })

const named = (kind: 'infection' | 'licence', names: readonly string[]): readonly UnplacedFact[] =>
  names.map((name) => ({ kind, name, number: null }))
