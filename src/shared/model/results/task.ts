/** A label with how sure the service is, 0..100; null where it does not say. */
export interface Tag {
  readonly label: string
  readonly confidence: number | null
}

/** A stretch of a video; times in ms. */
export interface Segment {
  readonly label: string | null
  readonly confidence: number | null
  readonly startMs: number
  readonly endMs: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** Text with the corners of its box in pixels of the picture; no corners where they are not given. */
export interface BoxedText {
  readonly text: string
  readonly box: readonly Point[]
}
export interface TextLine extends BoxedText {
  readonly words: readonly BoxedText[]
}
export interface TextArea extends BoxedText {
  readonly lines: readonly TextLine[]
}

/** One finding of the copyright task. What it holds is not documented: known columns, and the rest as it came. */
export interface Licence {
  readonly image: string | null
  readonly photographer: string | null
  readonly licence: string | null
  readonly link: string | null
  readonly others: readonly (readonly [name: string, value: string])[]
}

interface Common {
  /** The task's name in the result, as received. */
  readonly key: string
  /** RFC 6901 pointer to the task's value in the status answer. */
  readonly pointer: string
}

interface Tags {
  /** The service's labels, the surest first. */
  readonly auto: readonly Tag[]
  /** Labels that people gave. */
  readonly user: readonly Tag[]
}

/** One task of a result, ready to be shown. What is not clear is `unknown`, with its value. */
export type TaskResult = Common &
  (
    | ({ readonly kind: 'tags' } & Tags)
    | { readonly kind: 'sfw'; readonly safe: boolean }
    | { readonly kind: 'caption'; readonly caption: string }
    /** `confidence` as the service gives it, on a scale of its own; only where it gives one. */
    | {
        readonly kind: 'ocr'
        readonly text: string
        readonly areas: readonly TextArea[]
        readonly confidence?: number
      }
    | { readonly kind: 'copyright'; readonly copyrighted: boolean; readonly licences: readonly Licence[] }
    /** Pixels of the picture. */
    | {
        readonly kind: 'documentArea'
        readonly x: number
        readonly y: number
        readonly width: number
        readonly height: number
      }
    /** Corners in pixels of the picture; none where they are not given. */
    | {
        readonly kind: 'documentCorners'
        readonly detected: boolean
        readonly corners: readonly Point[]
      }
    /** The scale of `confidence` is not known. */
    | { readonly kind: 'sentiment'; readonly sentiment: string; readonly confidence: number }
    | { readonly kind: 'virus'; readonly infected: boolean; readonly infections: readonly string[] }
    | { readonly kind: 'phishing'; readonly phishing: boolean }
    | ({ readonly kind: 'videoTags'; readonly segments: readonly Segment[] } & Tags)
    | { readonly kind: 'videoSfw'; readonly safe: boolean; readonly segments: readonly Segment[] }
    | {
        readonly kind: 'file'
        readonly url: string
        readonly mimetype: string | null
        /** Bytes. */
        readonly size: number | null
        readonly filename: string | null
        readonly handle: string | null
        readonly container: string | null
        /** The path in the container (the service calls it `key`). */
        readonly storageKey: string | null
      }
    | { readonly kind: 'unknown'; readonly value: unknown }
  )

export type TaskKind = TaskResult['kind']
