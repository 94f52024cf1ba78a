import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { AppError } from '#shared/errors/app-error.ts'
import {
  RequestRunner,
  type Answer,
  type RequestKey,
  type RequestTiming,
  type SendRequest,
} from './request-runner.ts'

/** The state of a request: `idle` without a key, `loading` before the first answer of the present key. */
export interface RequestState<Key extends RequestKey, Data> {
  readonly status: 'idle' | 'loading' | 'ready' | 'failed'
  /** The last successful answer; null while there is none. It stays when a later poll fails. */
  readonly data: Data | null
  /** Why the last attempt failed; null otherwise. */
  readonly error: AppError | null
  /** What `data` and `error` belong to. With `keepPrevious`, it may be an earlier key than the present one. */
  readonly key: Key | null
  /** Asks again: now, or as soon as the pending answer has arrived. */
  readonly refresh: () => void
  /** Takes newer data of the present key from another source, such as an event. */
  readonly replace: (data: Data) => void
}

export interface RequestOptions extends RequestTiming {
  /** The answer to the key before stays until the present key has one. */
  readonly keepPrevious?: boolean
}

/**
 * Asks for data while the component is mounted, anew whenever the key changes. Answers that come late, after the key
 * has changed, are dropped. A null key asks for nothing.
 */
export function useRequest<const Key extends RequestKey, Data>(
  key: Key | null,
  send: SendRequest<Data>,
  options: RequestOptions = {},
): RequestState<Key, Data> {
  const present = useStableKey(key)
  const [runner] = useState(() => new RequestRunner<Key, Data>())
  const latest = useRef({ send, options })
  useEffect(() => {
    latest.current = { send, options }
  })
  useEffect(() => {
    if (present === null) return undefined
    return runner.start(
      present,
      () => latest.current.send,
      () => latest.current.options,
    )
  }, [runner, present])
  const answer = useSyncExternalStore(runner.subscribe, runner.getAnswer)
  return {
    ...toRequestState(present, answer, options.keepPrevious ?? false),
    refresh: runner.refresh,
    replace: runner.replace,
  }
}

function toRequestState<Key extends RequestKey, Data>(
  present: Key | null,
  answer: Answer<Key, Data> | null,
  keepPrevious: boolean,
): Pick<RequestState<Key, Data>, 'status' | 'data' | 'error' | 'key'> {
  const isPresent = answer !== null && answer.key === present
  const shown = isPresent || keepPrevious ? answer : null
  const { data = null, error = null, key = null } = shown ?? {}
  if (present === null) return { status: 'idle', data, error, key }
  if (!isPresent) return { status: 'loading', data, error, key }
  return { status: error === null ? 'ready' : 'failed', data, error, key }
}

/** The same array as long as its parts are the same. */
function useStableKey<Key extends RequestKey>(key: Key | null): Key | null {
  const [stable, setStable] = useState(key)
  if (isSameKey(stable, key)) return stable
  setStable(key)
  return key
}

function isSameKey(one: RequestKey | null, other: RequestKey | null): boolean {
  if (one === null || other === null) return one === other
  return one.length === other.length && one.every((part, index) => Object.is(part, other[index]))
}
