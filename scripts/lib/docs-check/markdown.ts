import GithubSlugger from 'github-slugger'
import { lexer, walkTokens, type Token } from 'marked'

/** What a Markdown page points to, says and can be pointed at. Blocks of code are left out. */
export interface Page {
  /** Targets of links and pictures, as written. */
  readonly targets: readonly string[]
  /** Its text, inline code included, without links: their targets are looked at instead. */
  readonly texts: readonly string[]
  /** The names that a link may have after `#`. */
  readonly anchors: ReadonlySet<string>
}

export function readPage(markdown: string): Page {
  const slugger = new GithubSlugger()
  const targets: string[] = []
  const texts: string[] = []
  const anchors = new Set<string>()
  const inLinks = new Set<Token>()
  void walkTokens(lexer(markdown), (token) => {
    if (token.type === 'heading') anchors.add(slugger.slug(plainText(listChildren(token))))
    if (token.type === 'link' || token.type === 'image') targets.push(String(token.href))
    // A parent is visited before its children.
    if (token.type === 'link' || inLinks.has(token))
      for (const child of listChildren(token)) inLinks.add(child)
    if (isLeaf(token) && !inLinks.has(token)) texts.push(toText(token))
  })
  return { targets, texts, anchors }
}

const listChildren = (token: Token): readonly Token[] => ('tokens' in token ? (token.tokens ?? []) : [])

const isLeaf = (token: Token): boolean =>
  (token.type === 'text' && listChildren(token).length === 0) || token.type === 'codespan'

const toText = (token: Token): string => ('text' in token && typeof token.text === 'string' ? token.text : '')

const plainText = (tokens: readonly Token[]): string =>
  tokens.map((token) => (isLeaf(token) ? toText(token) : plainText(listChildren(token)))).join('')
