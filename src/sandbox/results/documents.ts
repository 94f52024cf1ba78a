import type { Json } from '#sandbox/json.ts'
import { randomInteger, pick, sample, type Random } from '#sandbox/random.ts'
import type { Task } from './task.ts'

const WORDS = [
  'Invoice',
  'number',
  'date',
  'total',
  'amount',
  'delivery',
  'address',
  'order',
  'customer',
  'paid',
  'due',
  'thank',
  'you',
  'quantity',
  'item',
  'price',
  'net',
  'tax',
  'reference',
  'account',
  'café',
  'Straße',
  '領収書',
  'naïve',
] as const
const SUBJECTS = ['a printed page', 'a handwritten note', 'a receipt', 'a form', 'a book cover'] as const
const PLACES = ['on a wooden table', 'on a white background', 'held in a hand', 'next to a pen'] as const

export const caption: Task = ({ random }) => ({
  data: { caption: `${pick(random, SUBJECTS)} ${pick(random, PLACES)}` },
})

/** All boxes lie within the pictures of handles, which are 320 × 240 px. */
const LINE_PX = 17
const TEXT_PX = 13

export const ocr: Task = ({ random }) => {
  const areas = Array.from({ length: randomInteger(random, 1, 3) }, (_, index) =>
    createTextArea(random, 16, 14 + index * 76),
  )
  return {
    data: {
      document: { text_areas: areas.map((area) => area.value) },
      text: areas.map((area) => area.text).join('\n'),
    },
  }
}

export const documentArea: Task = ({ random }) => ({
  coords: {
    x: randomInteger(random, 4, 30),
    y: randomInteger(random, 4, 20),
    width: randomInteger(random, 200, 280),
    height: randomInteger(random, 150, 210),
  },
})

export const documentImage: Task = ({ image }) => image(300, 400)

interface Placed {
  readonly value: Json
  readonly text: string
  readonly width: number
}

function createTextArea(random: Random, x: number, y: number): Placed {
  const lines = Array.from({ length: randomInteger(random, 1, 4) }, (_, index) =>
    createTextLine(random, x, y + index * LINE_PX),
  )
  const width = Math.max(...lines.map((line) => line.width))
  const text = lines.map((line) => line.text).join('\n')
  const value = {
    bounding_box: box(x, y, width, lines.length * LINE_PX),
    lines: lines.map((line) => line.value),
    text,
  }
  return { value, text, width }
}

function createTextLine(random: Random, x: number, y: number): Placed {
  let left = x
  const words: Json[] = []
  const texts = sample(random, WORDS, randomInteger(random, 2, 5))
  for (const text of texts) {
    const width = text.length * 5
    words.push({ bounding_box: box(left, y, width, TEXT_PX), text })
    left += width + 6
  }
  const width = left - 6 - x
  return {
    value: { bounding_box: box(x, y, width, TEXT_PX), text: texts.join(' '), words },
    text: texts.join(' '),
    width,
  }
}

/** Four corners, clockwise from the top left. */
function box(x: number, y: number, width: number, height: number): Json {
  return [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ]
}
