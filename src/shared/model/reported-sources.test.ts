import { expect, test } from 'vitest'
import { recognisePaste } from './recognise.ts'
import type { Recognition } from './recognition.ts'
import { sourceText } from './source.ts'

// Sources as people described them in public, each standing for a kind (docs/reported-inputs.md).

const HANDLE = 'pdn7PhZdT02GoYZCVYeF'
const CDN = 'https://cdn.filestackcontent.com'
const KEY = 'At39kDB2eTYCbxuESgayWs'

const toText = (recognition: Recognition): string => {
  if (recognition.kind === 'source') return sourceText(recognition.source)
  return recognition.kind === 'file' ? `file ${recognition.path}` : recognition.kind
}
const read = (text: string): readonly string[] =>
  recognisePaste(text, { apiKeys: [KEY], cdnHosts: [] }).map(({ recognition }) => toText(recognition))

// Case 1. Would catch: a task without parameters taken for the source.
test.each(['resize=width:300/sepia=tone:80/polaroid', 'store', 'video_convert', 'no_metadata/flip'])(
  'the handle behind %s is found',
  (tasks) => {
    expect(read(`${CDN}/${tasks}/${HANDLE}`)).toEqual([HANDLE])
  },
)

// Case 4. Would catch: two links taken for one, or for none.
test('links joined by a bar are two', () => {
  const links = ['https://shop.example.com/img/1.png', 'https://shop.example.com/img/2.png']
  expect(read(links.join('|'))).toEqual(links)
})

// Case 5. Would catch: the first words of a desktop's clipboard taken for a source.
test.each([
  'x-special/nautilus-clipboard\ncopy\nfile:///home/ann/Pictures/a%20b.png\n',
  'copy\nfile:///home/ann/Pictures/a%20b.png',
  '# from a file manager\r\nfile:///home/ann/Pictures/a%20b.png\r\n',
])('a copied file of a desktop is one file: %j', (paste) => {
  expect(read(paste)).toEqual(['file /home/ann/Pictures/a b.png'])
})

// Case 7. Would catch: a quote that becomes part of an address, or base64 that is only read where it holds a URL.
test.each([
  [`${CDN}/${KEY}/resize=width:200/"https://example.com/image.png"`, 'https://example.com/image.png'],
  [`${CDN}/${KEY}/resize=width:200/%22https://example.com/image.png%22`, 'https://example.com/image.png'],
  [`${CDN}/${KEY}/b64://cFI0b2VTNjNRTG1ZSUZOczJadlo=`, 'pR4oeS63QLmYIFNs2ZvZ'],
])('the source of %s is found', (link, source) => {
  expect(read(link)).toEqual([source])
})

// Case 21. Would catch: one address that ends the whole run.
test('an address that no parser takes is told, and the other three are sources', () => {
  const others = [1, 2, 3].map((n) => `https://example.com/${n}.png`)
  expect(read([others[0], 'http://1.2.3.08', others[1], others[2]].join('\n'))).toEqual([
    others[0],
    'bad',
    others[1],
    others[2],
  ])
})

// Case 24. Would catch: an address that is tidied on its way, or a fraction that is run as a path.
test('dot segments are kept as pasted, and a fraction is no alias path', () => {
  for (const link of ['https://example.com/a/../b.png', 'https://example.com/./a.png'])
    expect(read(link)).toEqual([link])
  expect(read('-1/2\n1/2\n+3/4')).toEqual(['bad', 'bad', 'bad'])
})

// Case 25. Would catch: a hash that is taken for a secret wherever it stands.
test('64 hexadecimal digits within an address or a path are shown whole', () => {
  const hash = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'
  const texts = [`https://shop.example/img/${hash}.jpg`, `src://photos/${hash}`]
  expect(read(texts.join('\n'))).toEqual(texts)
  const shown = recognisePaste(texts.join('\n'), { apiKeys: [], cdnHosts: [] })
  expect(shown.map(({ text }) => text)).toEqual(texts)
})
