import { shellWords } from '#shared/text/shell.ts'

/** How far the opening is, from 0 to 1, and what it waits for. */
export interface PreparingProgress {
  readonly kind: 'upgrade' | 'salvage'
  readonly share: number
}

const { preparing: words } = shellWords
const STYLE =
  'body{font:14px system-ui;margin:24px;color-scheme:light dark}progress{width:100%}p{margin:0 0 12px}'

/** The address of a page without scripts that says how far the opening is. Null: nothing is known of it. */
export function toPreparingPage(progress: PreparingProgress | null): string {
  const percent = progress === null ? null : Math.floor(progress.share * 100)
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark"><title>${words.title(percent)}</title><style>${STYLE}</style></head>
<body><main><p>${progress === null ? words.opening : words[progress.kind]}</p>
<p><progress aria-label="${words.label}" max="100"${percent === null ? '' : ` value="${percent}"`}></progress></p>
<p>${words.closing}</p></main></body></html>`
  return `data:text/html;charset=utf-8,${encodeURIComponent(html)}`
}
