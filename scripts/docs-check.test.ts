import { describe, expect, it } from 'vitest'
import { checkDocs } from './lib/docs-check/check-docs.ts'
import { Repository } from './lib/docs-check/repository.ts'

const CONTRACT =
  '# The engine\n\n## The contract\n\n1. At most one start.\n2. Killed at any moment.\n\n## More\n\n3. no point\n'

/** The messages about a repository of these files, as `file:line: message`. */
function problemsOf(
  texts: Readonly<Record<string, string>>,
  others: readonly string[] = [],
): readonly string[] {
  const all = { 'docs/engine.md': CONTRACT, ...texts }
  const repository = new Repository([...Object.keys(all), ...others])
  return checkDocs(repository, new Map(Object.entries(all))).map(
    ({ file, line, message }) => `${file}:${line}: ${message}`,
  )
}

describe('links of a page', () => {
  // Would catch: a page that was renamed or moved, and links to it that were forgotten.
  it('a link to a page that is not there is found, with its line', () => {
    expect(problemsOf({ 'README.md': '# A\n\nRead [this](docs/gone.md).\n' })).toEqual([
      'README.md:3: a link to “docs/gone.md”, which does not exist',
    ])
  })

  it('a link is read from the folder of its page', () => {
    expect(problemsOf({ 'docs/a.md': '[up](../README.md) [here](engine.md)', 'README.md': 'x' })).toEqual([])
    expect(problemsOf({ 'docs/a.md': '[wrong](docs/engine.md)' })).toHaveLength(1)
  })

  it('a link out of the repository is found', () => {
    expect(problemsOf({ 'README.md': '[x](../other/README.md)' })).toHaveLength(1)
  })

  it('a picture that is not there is found', () => {
    expect(problemsOf({ 'README.md': '![x](docs/images/run.png)' })).toHaveLength(1)
    expect(problemsOf({ 'README.md': '![x](docs/images/run.png)' }, ['docs/images/run.png'])).toEqual([])
  })

  // Would catch: a heading that was reworded while other pages point to it.
  it('an anchor without its heading is found, in another page and in the same one', () => {
    expect(problemsOf({ 'README.md': '[x](docs/engine.md#the-contract)' })).toEqual([])
    expect(problemsOf({ 'README.md': '[x](docs/engine.md#the-promise)' })).toEqual([
      'README.md:1: a link to “docs/engine.md#the-promise”: the page has no such heading',
    ])
    expect(problemsOf({ 'README.md': '# Top\n\n[x](#top) [y](#bottom)' })).toHaveLength(1)
  })

  it('headings that are equal have anchors that are not', () => {
    expect(problemsOf({ 'README.md': '## `a` b\n\n## a b\n\n[x](#a-b) [y](#a-b-1)' })).toEqual([])
  })

  it('addresses of the web are not looked at', () => {
    expect(
      problemsOf({ 'README.md': 'https://example.com/x/y.md and [x](https://example.com/a.md#b)' }),
    ).toEqual([])
  })
})

describe('names of files', () => {
  // Would catch: a path in a page that went stale with a move.
  it('a dead path in a page is found', () => {
    expect(problemsOf({ 'docs/a.md': 'See\n`src/x/gone.ts`.' }, ['src/x/y.ts'])).toEqual([
      'docs/a.md:2: no file “src/x/gone.ts”',
    ])
  })

  it('a dead folder in a page is found', () => {
    expect(problemsOf({ 'docs/a.md': '`src/x/` and src/gone, too' }, ['src/x/y.ts'])).toEqual([
      'docs/a.md:1: no file “src/gone”',
    ])
  })

  // Would catch: a comment that leans on a page or file that nobody has.
  it('a dead file in a comment is found, with its line', () => {
    const source = 'const a = 1\n/**\n * As product.md says.\n */\nconst b = 2 // see `old-name.ts`\n'
    expect(problemsOf({ 'src/a.ts': source })).toEqual([
      'src/a.ts:3: no file “product.md”',
      'src/a.ts:5: no file “old-name.ts”',
    ])
  })

  it('comments of JSX and of style sheets are read, strings and code are not', () => {
    const tsx =
      'export const A = () => <p title="/* gone-a.ts */">{/* gone-b.tsx */}</p>\nconst c = `// gone-c.ts`\n'
    expect(problemsOf({ 'src/a.tsx': tsx })).toEqual(['src/a.tsx:1: no file “gone-b.tsx”'])
    expect(problemsOf({ 'src/a.css': '.a { } /* as in gone.css */' })).toHaveLength(1)
  })

  it('a name is known by its end, a path from the root only as a whole', () => {
    const files = ['src/main/upload/client.ts']
    expect(problemsOf({ 'src/a.ts': '// client.ts, upload/client.ts' }, files)).toEqual([])
    expect(problemsOf({ 'src/a.ts': '// src/upload/client.ts' }, files)).toHaveLength(1)
    expect(problemsOf({ 'src/a.ts': '// load/client.ts' }, files)).toHaveLength(1)
  })

  // Would catch: a file that left its folder while another one has the same name.
  it('the README of a folder names what is in it', () => {
    const files = ['src/a/deep/plan.ts', 'src/b/check.ts']
    expect(problemsOf({ 'src/a/README.md': '`plan.ts`, `deep/plan.ts`, `src/b/check.ts`' }, files)).toEqual(
      [],
    )
    expect(problemsOf({ 'src/a/README.md': '`check.ts`' }, files)).toHaveLength(1)
  })

  it('a name beside the file and a subpath import are followed', () => {
    const files = ['src/main/near.ts', 'src/shared/far.ts']
    expect(problemsOf({ 'src/main/a.ts': '// ./near.ts #shared/far.ts' }, files)).toEqual([])
    expect(problemsOf({ 'src/main/a.ts': '// ./far.ts #shared/near.ts' }, files)).toHaveLength(2)
  })

  it('what stands for several files has to fit one of them', () => {
    const files = ['src/shared/ipc/runs.ts', 'src/main/storage/0001-first.ts']
    const text = '`src/shared/ipc/<domain>.ts` `0001-….ts` `ipc/*.ts`'
    expect(problemsOf({ 'docs/a.md': text }, files)).toEqual([])
    expect(problemsOf({ 'docs/a.md': '`src/shared/<domain>.ts` `0002-….ts`' }, files)).toHaveLength(2)
  })

  it('what a build makes, what is a placeholder and what only looks like a file is no file', () => {
    const text = 'Node.js, `out/main/cli.js`, `./x.ts`, v1.2.ts.example, photo.jpg'
    expect(problemsOf({ 'docs/a.md': text })).toEqual([])
  })

  it('blocks of code in a page are not looked at', () => {
    expect(problemsOf({ 'docs/a.md': '```sh\ncat gone.ts\n```\n' })).toEqual([])
  })
})

// Would catch: a comment that names a point of the contract which does not exist.
it('a point of the contract that is not there is found', () => {
  expect(problemsOf({ 'src/a.ts': '// docs/engine.md, contract 2' })).toEqual([])
  expect(problemsOf({ 'src/a.ts': '// (contract 3)' })).toEqual([
    'src/a.ts:1: “contract 3” is not in docs/engine.md',
  ])
})

// Would catch: a type that was renamed while the glossary goes on with its old name.
it('a name that the glossary gives and its file has not is found', () => {
  const row = (cell: string): string => `| word | type |\n| --- | --- |\n| job | ${cell} |\n`
  const file = { 'src/job.ts': 'export interface Job { readonly labels: string }' }
  expect(problemsOf({ ...file, 'docs/glossary.md': row('`Job.labels`, `src/job.ts`') })).toEqual([])
  expect(problemsOf({ ...file, 'docs/glossary.md': row('`Task`, `Job`, `src/job.ts`') })).toEqual([
    'docs/glossary.md:3: “Task” is not in src/job.ts',
  ])
})

// Would catch: a new folder of which nobody says what it is.
it('a folder of src that the architecture does not describe is found', () => {
  const page = { 'docs/architecture.md': '| `src/a` | what it is |' }
  expect(problemsOf(page, ['src/a/x.ts', 'src/a/testing/y.ts', 'README.md'])).toEqual([])
  expect(problemsOf(page, ['src/a/x.ts', 'src/a/b/y.ts'])).toEqual([
    'docs/architecture.md:1: the folder src/a/b is not described',
  ])
})

it('a page is named by its whole path, or from beside it', () => {
  const page = { 'docs/filestack-api.md': 'x' }
  expect(problemsOf({ ...page, 'src/a.ts': '// as docs/filestack-api.md says' })).toEqual([])
  expect(problemsOf({ ...page, 'docs/b.md': 'as `filestack-api.md` says' })).toEqual([])
  expect(problemsOf({ ...page, 'src/a.ts': '// as filestack-api.md says' })).toHaveLength(1)
})

// Would catch: a comment that names a section which was taken out or numbered anew.
it('a section of the page about the service that is not there is found', () => {
  const page = { 'docs/filestack-api.md': '# The API\n\n## 1. Security\n\n## 2. Running\n' }
  expect(problemsOf({ ...page, 'src/a.ts': '// docs/filestack-api.md §2' })).toEqual([])
  expect(problemsOf({ ...page, 'src/a.ts': '// docs/filestack-api.md §3' })).toHaveLength(1)
})
