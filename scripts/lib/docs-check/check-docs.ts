import { readComments, type Prose } from './comments.ts'
import { misplacedNames } from './glossary.ts'
import { readPage, type Page } from './markdown.ts'
import { isKnown, mentionsIn } from './mentions.ts'
import { resolveFrom, type Repository } from './repository.ts'

/** Something that a reader would follow into nothing. */
export interface Problem {
  readonly file: string
  /** From 1. */
  readonly line: number
  readonly message: string
}

/** The page with the engine's contract: comments name its points by their numbers. */
const CONTRACT_PAGE = 'docs/engine.md'
/** The page about the service: comments name its sections, `docs/filestack-api.md §4`. */
const SERVICE_PAGE = 'docs/filestack-api.md'
/** The page that says what each folder is. */
const FOLDERS_PAGE = 'docs/architecture.md'
/** The page that says where the type of each word lives. */
const GLOSSARY_PAGE = 'docs/glossary.md'
const SOURCES = /\.(?:tsx?|[mc]?js|css)$/

/**
 * Finds links and anchors that lead nowhere, names of files that do not exist, and points of the contract and sections
 * that are not there, in `texts`: Markdown pages and the comments of source files. In the glossary also names that their file has not, and
 * in the architecture's tables folders that are missing.
 */
export function checkDocs(repository: Repository, texts: ReadonlyMap<string, string>): readonly Problem[] {
  const pages = new Map<string, Page>()
  for (const [file, text] of texts) if (file.endsWith('.md')) pages.set(file, readPage(text))
  const points = contractPoints(texts.get(CONTRACT_PAGE) ?? '')
  const sections = new Set(
    [...(texts.get(SERVICE_PAGE) ?? '').matchAll(/^## (\d+)\./gm)].map((match) => match[1] ?? ''),
  )
  const problems: Problem[] = []
  for (const [file, text] of texts) {
    const page = pages.get(file)
    const prose =
      page !== undefined ? placed(text, page.texts) : SOURCES.test(file) ? readComments(file, text) : []
    const report = (offset: number, message: string): void => {
      problems.push({ file, line: text.slice(0, offset).split('\n').length, message })
    }
    for (const target of page?.targets ?? []) {
      const message = deadLink(repository, pages, file, target)
      if (message !== null) report(text.indexOf(target), message)
    }
    if (file === GLOSSARY_PAGE)
      for (const { name, files } of misplacedNames(text, (path) => texts.get(path)))
        report(text.indexOf(`\`${name}\``), `“${name}” is not in ${files.join(' or ')}`)
    if (file === FOLDERS_PAGE)
      for (const folder of repository.sourceFolders())
        if (!text.includes(`\`${folder}\``)) report(0, `the folder ${folder} is not described`)
    for (const part of prose) {
      for (const { name, offset } of mentionsIn(part.text))
        if (!isKnown(repository, file, name)) report(part.offset + offset, `no file “${name}”`)
      for (const { 0: cited, 1: number = '', index } of part.text.matchAll(/\bcontract (\d+)/gi))
        if (Number(number) > points) report(part.offset + index, `“${cited}” is not in ${CONTRACT_PAGE}`)
      for (const { 0: cited, 1: number = '', index } of part.text.matchAll(/§(\d+)/g))
        if (!sections.has(number)) report(part.offset + index, `“${cited}” is not in ${SERVICE_PAGE}`)
    }
  }
  return problems
}

/** The texts of a page with their places, in the order of the page. */
function placed(page: string, texts: readonly string[]): readonly Prose[] {
  let from = 0
  return texts.map((text) => {
    const at = page.indexOf(text, from)
    // A text with escapes cannot be found in the page as it is: it gets the place of the text before it.
    if (at !== -1) from = at
    return { text, offset: from }
  })
}

function deadLink(
  repository: Repository,
  pages: ReadonlyMap<string, Page>,
  file: string,
  target: string,
): string | null {
  if (/^[a-z][a-z+.-]*:/i.test(target)) return null
  const [address = '', anchor] = decodeURI(target).split('#')
  const path = address === '' ? file : resolveFrom(file, address)
  if (path === null || !repository.has(path)) return `a link to “${target}”, which does not exist`
  const page = pages.get(path)
  return anchor !== undefined && page !== undefined && !page.anchors.has(anchor)
    ? `a link to “${target}”: the page has no such heading`
    : null
}

/** How many points the contract has. */
function contractPoints(page: string): number {
  const contract = page.split(/^## /m).find((section) => section.startsWith('The contract')) ?? ''
  return Math.max(0, ...[...contract.matchAll(/^(\d+)\. /gm)].map((match) => Number(match[1])))
}
