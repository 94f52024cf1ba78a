import { expect, test } from 'vitest'
import { mapLabels, mergeLabels } from './labels.ts'

// Would catch: a second row whose number is lost, or one that is shown twice.
test('merged labels show every value of every row once', () => {
  const rows = [
    { sku: 'A-1', name: 'Shoe' },
    { sku: 'A-2', name: 'Shoe' },
    { sku: '', colour: 'red' },
  ]
  expect(mergeLabels(rows)).toEqual({ sku: 'A-1 · A-2', name: 'Shoe', colour: 'red' })
})

// Would catch: a column that is lost because two names are the same once their secrets are cut.
test('labels whose names become the same keep all their values', () => {
  const cut = (text: string): string => text.replace(/\?.*/, '?…')
  expect(mapLabels({ 'https://a/b?x=1': '1', 'https://a/b?x=2': 'c?d', sku: '7' }, cut)).toEqual({
    'https://a/b?…': '1',
    'https://a/b?… (2)': 'c?…',
    sku: '7',
  })
})

// Would catch: a placeholder picture of a whole shop that makes one job megabytes large.
test('merged labels of very many rows stay short and say that there are more', () => {
  const { sku = '' } = mergeLabels(Array.from({ length: 10_000 }, (_, row) => ({ sku: `A-${row}` })))
  expect(sku.length).toBeLessThan(2010)
  expect(sku).toMatch(/^A-0 · A-1 · .* · …$/)
})
