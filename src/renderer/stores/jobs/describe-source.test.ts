import { expect, test } from 'vitest'
import type { Job } from '#shared/model/job.ts'
import { describeSource, orderLabels } from './describe-source.ts'

const url = (text: string): Job['source'] => ({ kind: 'url', url: text })

// Would catch: a list of shop links in which every row reads the same.
test.each<[Job['source'], Job['labels'], string, string]>([
  [url('https://shop.example/p/1001/image-front.jpg'), {}, 'p/1001/image-front.jpg', 'shop.example'],
  [url('https://shop.example/p/1001/image-front.jpg'), { SKU: 'AB-1' }, 'AB-1', 'image-front.jpg'],
  [url('https://shop.example/a.jpg'), { colour: 'red', Name: 'Shoe', SKU: 'AB-1' }, 'AB-1 · Shoe', 'a.jpg'],
  [url('https://shop.example/a.jpg'), { colour: 'red' }, 'red', 'a.jpg'],
  [url('https://shop.example/a.jpg'), { SKU: ' ', link: 'https://shop.example/1' }, 'a.jpg', 'shop.example'],
  [url('https://shop.example/%D0%BA%D0%BE%D1%82.jpg?v=2'), {}, 'кот.jpg?v=2', 'shop.example'],
  [url('https://shop.example/%E0%A4%A'), {}, '%E0%A4%A', 'shop.example'],
  [url('https://shop.example'), {}, 'shop.example', ''],
  [{ kind: 'file', path: String.raw`C:\\in\\cat.jpg` }, {}, 'cat.jpg', ''],
  [{ kind: 'alias', alias: 'bucket', path: 'a/b.jpg' }, {}, 'a/b.jpg', 'bucket'],
  [{ kind: 'handle', handle: 'Q3pVxN7ySdGh2kLmT8Zw' }, {}, 'Q3pVxN7ySdGh2kLmT8Zw', ''],
])('%j with %j is called %s', (source, labels, name, place) => {
  expect(describeSource({ source, labels })).toEqual({ name, place })
})

// Would catch: a row that begins with the colour of a shoe and cuts its number away.
test('the most telling labels come first, the others in their order', () => {
  const labels = { colour: 'red', Name: 'Shoe', size: '42', SKU: 'AB-1' }
  expect(orderLabels(labels).map(([name]) => name)).toEqual(['SKU', 'Name', 'colour', 'size'])
})
