import GithubSlugger from 'github-slugger'
import { lexer, walkTokens, type Token } from 'marked'

/** What a Markdown page points to, says and can be pointed at. Blocks of code are left out. */
export interface Page {
  /** Targets of links and pictures, as written. */
  readonly targets: readonly string[]
  /** Its text, inline code included, without the targets of links. */
  readonly texts: readonly string[]
  /** The names that a link may have after `#`. */
  readonly anchors: ReadonlySet<string>
}

export function readPage(markdown: string): Page {
  const slugger = new GithubSlugger()
  const targets: string[] = []
  const texts: string[] = []
  const anchors = new Set<string>()
  void walkTokens(lexer(markdown), (token) => {
    if (token.type === 'heading') anchors.add(slugger.slug(plainText(token.tokens ?? [])))
    if (token.type === 'link' || token.type === 'image') targets.push(String(token.href))
    if (isLeaf(token)) texts.push(textOf(token))
  })
  return { targets, texts, anchors }
}

const isLeaf = (token: Token): boolean =>
  (token.type === 'text' && !('tokens' in token && token.tokens !== undefined)) || token.type === 'codespan'

const textOf = (token: Token): string => ('text' in token && typeof token.text === 'string' ? token.text : '')

function plainText(tokens: readonly Token[]): string {
  return tokens
    .map((token) =>
      'tokens' in token && token.tokens !== undefined ? plainText(token.tokens) : textOf(token),
    )
    .join('')
}
