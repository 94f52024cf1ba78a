import { randomInteger } from '#sandbox/random.ts'
import type { Task } from './task.ts'

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789'

export const transforms: Task = ({ image }) => image(320, 240)

export const square: Task = ({ image }) => image(96, 96)

export const store: Task = ({ image, random }) => {
  const handle =
    Array.from({ length: 19 }, () => LETTERS[randomInteger(random, 0, LETTERS.length - 1)]).join('') + '7'
  const filename = `thumbnail-${randomInteger(random, 1000, 9999)}.png`
  return {
    ...image(160, 120),
    handle,
    filename,
    container: 'sandbox-results',
    key: `thumbnails/${handle}_${filename}`,
  }
}
