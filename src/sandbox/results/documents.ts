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

export const ocr: Task = ({ random }) => {
  const areas = Array.from({ length: randomInteger(random, 1, 3) }, (_, index) =>
    createTextArea(random, 120, 140 + index * 900),
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
    x: randomInteger(random, 0, 80),
    y: randomInteger(random, 0, 80),
    width: randomInteger(random, 600, 900),
    height: randomInteger(random, 800, 1200),
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
    createTextLine(random, x, y + index * 160),
  )
  const width = Math.max(...lines.map((line) => line.width))
  const text = lines.map((line) => line.text).join('\n')
  const value = {
    bounding_box: box(x, y, width, lines.length * 160),
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
    const width = text.length * 48
    words.push({ bounding_box: box(left, y, width, 120), text })
    left += width + 40
  }
  const width = left - 40 - x
  return {
    value: { bounding_box: box(x, y, width, 120), text: texts.join(' '), words },
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
