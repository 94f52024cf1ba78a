import type { RecognitionContext } from '#shared/model/recognition.ts'

/** The context of a recognition, made ready for many look-ups. */
export interface RecognitionLookups {
  readonly apiKeys: ReadonlySet<string>
  /** In lower case. */
  readonly cdnHosts: readonly string[]
}

export function toRecognitionLookups(context: RecognitionContext): RecognitionLookups {
  return {
    apiKeys: new Set(context.apiKeys),
    cdnHosts: context.cdnHosts.map((host) => host.toLowerCase()),
  }
}
