import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isOutputFilePath } from '#main/filestack/gate/output-file-link.ts'
import { toRunOutcome } from '#main/filestack/run-outcome.ts'
import { toStatusOutcome } from '#main/filestack/status-outcome.ts'
import { dimensionsIn } from '#main/files/inspect/dimensions.ts'
import { typeInside } from '#main/files/inspect/inspect.ts'
import { mp4Duration } from '#main/files/inspect/mp4-duration.ts'
import { lookAtText } from '#main/files/lists/look.ts'
import { openTable } from '#main/files/lists/table.ts'
import { readWorkbook } from '#main/files/lists/workbook/read-workbook.ts'
import { jpeg, mp4, png, webm } from '#main/files/testing/media.ts'
import { zip } from '#main/files/testing/zip.ts'
import { parseCdnUrl } from '#shared/model/cdn-url.ts'
import { readPastedSecurity } from '#shared/model/pasted-security.ts'
import { decodePolicy } from '#shared/model/policy.ts'
import { cutSecrets } from '#shared/model/presigned-cut.ts'
import { isPresigned, shortenUrl } from '#shared/model/presigned.ts'
import { recognisePaste } from '#shared/model/recognise.ts'
import { readRemoteJobIds } from '#shared/model/remote-job-ids.ts'
import { describeAnswer, readResults } from '#shared/model/results/index.ts'

/** A reader of foreign bytes, and valid examples of what it reads. */
export interface FuzzedReader {
  readonly examples: readonly Uint8Array[]
  /** Returns a value or an error of its own for any bytes, and never throws. */
  readonly read: (bytes: Buffer) => unknown
}

const text = (...lines: readonly string[]): readonly Buffer[] => lines.map((line) => Buffer.from(line))
const JOB = '7dba00f5-aee2-4f65-bd16-631e626b3c93'
const POLICY = Buffer.from('{"expiry":1900000000,"call":["read","runWorkflow"]}').toString('base64')
const WHERE = { host: 'cdn.example', nowMs: 0, skewMs: 0, redact: cutSecrets }
const CONTEXT = { apiKeys: ['AKeyAbCdEfGhIjKlMnOpQz'], cdnHosts: ['cdn.filestackcontent.com'] }
const STATUS = `{"jobid":"${JOB}","status":"Finished","createdAt":"2019-10-24T20:50:38.69Z","ttl":172800,"sources":["h"],"results":{"tags_1":{"data":{"tags":{"auto":{"red":98},"user":null}}},"ocr_2":{"data":{"text":"a","text_areas":[{"lines":[{"text":"a","bounding_box":[{"x":1,"y":2}]}]}]}}}}`
const WORKSHEET =
  '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>image</t></is></c></row><row r="2"><c r="A2"><v>1</v></c></row></sheetData></worksheet>'
const WORKBOOK = {
  '[Content_Types].xml':
    '<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
  'xl/workbook.xml': '<workbook><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels':
    '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
  'xl/worksheets/sheet1.xml': WORKSHEET,
}

const FILM = mp4(90, 0)

const toAnswer = (body: Buffer) => ({ kind: 'answer', status: 200, headers: {}, body, broken: null }) as const

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString())
  } catch {
    return null
  }
}

/** Every reader of bytes that strangers wrote. `folder` is for readers that want a file. */
export function createReaders(folder = mkdtempSync(join(tmpdir(), 'flowbench-fuzz-'))) {
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const write = (name: string, bytes: Buffer): string => {
    const path = join(folder, name)
    writeFileSync(path, bytes)
    return path
  }
  const readList = (name: string) => async (bytes: Buffer) => {
    // In this thread, whose time and memory are bound, and not in the one that the app gives a list.
    const input = { kind: 'file', path: write(name, bytes) } as const
    const looked = await lookAtText(input, name, CONTEXT)
    if (!looked.ok || !('look' in looked.data)) return looked
    let rows = 0
    for await (const batch of openTable(input, looked.data.form).rows) rows += batch.length
    return rows
  }
  return {
    answers: {
      examples: text(STATUS, `{"jobid":"${JOB}","status":"Started"}`, '<html>Bad gateway</html>'),
      read: async (body) => [
        await toStatusOutcome(toAnswer(body), WHERE, JOB),
        await toRunOutcome(toAnswer(body), WHERE),
        readResults((parseJson(body) as { results?: unknown } | null)?.results),
        describeAnswer(parseJson(body)),
      ],
    },
    workbooks: {
      examples: [zip(WORKBOOK), zip(WORKBOOK, true)],
      read: async (bytes) => {
        // The thread around it turns whatever the library throws into a reason; here only time and memory count.
        const sheets = await readWorkbook(write('a.xlsx', bytes), { sheet: null, maxRows: null }).catch(
          () => [],
        )
        return sheets.map(({ rows }) => [...rows()].length)
      },
    },
    csv: {
      examples: text(
        'sku,image\nA-1,"https://example.com/a.png"\n',
        '\uFEFFa;b\r\n"x ""y""";2\r\n',
        'a\tb\n1\t2\n',
      ),
      read: readList('a.csv'),
    },
    'lists of lines': {
      examples: text('{"image":"https://example.com/a.png","sku":"A"}\n{"image":"h"}\n'),
      read: readList('a.ndjson'),
    },
    'lists in JSON': {
      examples: text('[{"image":"https://example.com/a.png"},{"image":"h"}]'),
      read: readList('a.json'),
    },
    'heads of pictures': {
      examples: [
        png(40, 30),
        jpeg(40, 30, 6, 200),
        ...text('GIF89a\u0001\0\u0001\0', '<svg width="9" height="9"/>'),
      ],
      read: async (bytes) => [dimensionsIn(bytes), await typeInside(bytes)],
    },
    'heads of films': {
      examples: [Buffer.concat([FILM.before, FILM.after]), webm(1000)],
      read: async (bytes) => {
        const file = await open(write('a.mp4', bytes))
        try {
          return [await mp4Duration(file, bytes.length), await typeInside(bytes)]
        } finally {
          await file.close()
        }
      },
    },
    'webhooks and other pastes with job ids': {
      examples: text(
        `{"id":1,"action":"fs.workflow","text":{"jobid":"${JOB}","status":"Finished"}}`,
        `job ${JOB}\n${JOB}`,
      ),
      read: (bytes) => readRemoteJobIds(bytes.toString()),
    },
    policies: {
      examples: text(POLICY, `security=p:${POLICY},s:${'ab'.repeat(32)}`, `policy: ${POLICY}`),
      read: (bytes) => [decodePolicy(bytes.toString()), readPastedSecurity(bytes.toString())],
    },
    links: {
      examples: text(
        `https://cdn.filestackcontent.com/AKeyAbCdEfGhIjKlMnOpQz/security=p:${POLICY},s:ab/resize=width:9/Q3pVxN7ySdGh2kLmT8Zw`,
        'https://b.s3.amazonaws.com/a.jpg?X-Amz-Signature=abc&x=%2F#t',
        'src://shop/shoes/a b.png\n"Q3pVxN7ySdGh2kLmT8Zw", https://example.com/a.jpg',
      ),
      read: (bytes) => {
        const link = bytes.toString()
        return [
          parseCdnUrl(link),
          isPresigned(link),
          shortenUrl(link),
          cutSecrets(link),
          isOutputFilePath(link),
          recognisePaste(link, CONTEXT),
        ]
      },
    },
  } satisfies Readonly<Record<string, FuzzedReader>>
}
