import * as xlsx from '@e965/xlsx'
import { stringify } from 'csv-stringify/sync'
import * as fc from 'fast-check'
import iconv from 'iconv-lite'
import { expect, onTestFinished, test } from 'vitest'
import { createListHarness } from '#main/files/testing/lists.ts'
import { createScratchFolder } from '#main/storage/testing/journals.ts'

// Lists of products, as programs write them: a code, a picture, a description that may hold anything, a number.

const NAMES = ['sku', 'image_url', 'description', 'stock']

interface Product {
  readonly sku: string
  readonly image: string
  readonly description: string
  readonly stock: string
}

/** Pieces of descriptions. What one piece has, another one closes or repeats. */
const PIECES = [
  'a',
  'Z',
  '9',
  ' ',
  ',',
  ';',
  '|',
  '\t',
  '"',
  "'",
  '\n',
  '\r\n',
  '\n\n',
  '=',
  '/',
  ':',
  'ä',
  'é',
  'x,y;z|',
  '5 × 3',
]

const toProducts = (minLength: number, maxLength: number): fc.Arbitrary<readonly Product[]> =>
  fc
    .array(
      fc.record({
        words: fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }),
        stock: fc.integer({ min: 0, max: 9999 }),
      }),
      { minLength, maxLength },
    )
    .map((rows) =>
      rows.map(({ words, stock }, index) => ({
        sku: `A-${index}`,
        image: `https://shop.example.com/c_fill,w_100/${index}.png`,
        description: words.join(''),
        stock: String(stock),
      })),
    )

const toCells = ({ sku, image, description, stock }: Product): string[] => [sku, image, description, stock]

/** A line break is a line break, whatever system wrote it. */
const plain = (text: string): string => text.replaceAll(/\r\n|\r/g, '\n')

/** Reads the list as the window does, with everything about it found out. */
async function readBack(name: string, content: Uint8Array): Promise<readonly (readonly string[])[]> {
  const { open, read } = createListHarness(createScratchFolder(onTestFinished))
  const preview = await open(name, content)
  expect(preview.columns.map((column) => column.name)).toEqual(NAMES)
  expect(preview.suggested).toBe(1)
  const { rows, problems, error } = await read(preview)
  expect({ problems, error }).toEqual({ problems: [], error: null })
  return rows.map(({ text, labels }) => [
    labels['sku'] ?? '',
    text,
    plain(labels['description'] ?? ''),
    labels['stock'] ?? '',
  ])
}

const toExpected = (products: readonly Product[]): readonly (readonly string[])[] =>
  products.map((product) => toCells(product).map(plain))

// Would catch: a delimiter or an encoding guessed wrongly, since a description is full of others; a cell cut or joined.
test('a list that csv-stringify wrote is read back cell for cell, with everything found out', async () => {
  await fc.assert(
    fc.asyncProperty(
      toProducts(1, 12),
      fc.constantFrom(',', ';', '\t', '|'),
      fc.constantFrom('\n', '\r\n'),
      fc.constantFrom('utf8', 'utf8 with a mark', 'utf-16le', 'utf-16be', 'windows-1252'),
      fc.boolean(),
      async (products, delimiter, lineBreak, encoding, areAllQuoted) => {
        const text = stringify([NAMES, ...products.map(toCells)], {
          delimiter,
          record_delimiter: lineBreak,
          quoted: areAllQuoted,
          // A careful writer quotes whatever could be taken for something else.
          quoted_match: /["\r\n,;|\t]/,
        })
        const addBOM = encoding.startsWith('utf-16') || encoding === 'utf8 with a mark'
        const content = iconv.encode(text, encoding === 'utf8 with a mark' ? 'utf8' : encoding, { addBOM })
        expect(await readBack('a.csv', content)).toEqual(toExpected(products))
      },
    ),
    {
      numRuns: 200,
      // Was read as Mac Roman: a capital behind an accented letter.
      examples: [
        [
          [
            {
              sku: 'A-0',
              image: 'https://shop.example.com/c_fill,w_100/0.png',
              description: 'éZ',
              stock: '0',
            },
          ],
          ',',
          '\n',
          'windows-1252',
          false,
        ],
      ],
    },
  )
})

// Would catch: a form of workbook whose cells lose their line breaks, quotes or blanks.
test.each<[xlsx.BookType, string]>([
  ['xlsx', 'xlsx'],
  ['xlsm', 'xlsm'],
  ['xlsb', 'xlsb'],
  ['biff8', 'xls'],
  ['ods', 'ods'],
  ['fods', 'fods'],
])('a list that SheetJS wrote as %s is read back cell for cell', async (bookType, ending) => {
  await fc.assert(
    fc.asyncProperty(toProducts(5, 30), async (products) => {
      const sheet = xlsx.utils.aoa_to_sheet([NAMES, ...products.map(toCells)])
      const book = xlsx.utils.book_new()
      xlsx.utils.book_append_sheet(book, sheet, 'Products')
      const written: unknown = xlsx.write(book, { type: 'buffer', bookType })
      const content = typeof written === 'string' ? Buffer.from(written) : (written as Buffer)
      // OpenDocument keeps no blanks and line breaks at the ends of a cell, and no blanks at the ends of its lines.
      const toKept = (rows: readonly (readonly string[])[]) =>
        ending.endsWith('ods')
          ? rows.map((cells) => cells.map((cell) => cell.replaceAll(/[ \t]*\n[ \t]*/g, '\n').trim()))
          : rows
      expect(toKept(await readBack(`a.${ending}`, content))).toEqual(toKept(toExpected(products)))
    }),
    { numRuns: 5 },
  )
})
