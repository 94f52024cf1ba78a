import { appError } from '#shared/errors/catalogue.ts'
import { shortenEnd } from '#shared/format/shorten.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { parseQuery } from './parse.ts'
import type { ResolvedQuery } from './query.ts'
import { resolveQuery, type Names } from './resolve.ts'
import type { When } from './times.ts'

/** A query for something that is done to all its matches: one that is not understood whole is refused (`query.invalid`). */
export function readQuery(text: string, names: Names, when: When): Result<ResolvedQuery> {
  const { query, problems } = parseQuery(text, when)
  const [first] = problems
  if (first === undefined) return ok(resolveQuery(query, names))
  const { from, to, message } = first
  // The entry ends with a full stop of its own.
  const reason = message.replace(/\.$/, '')
  return fail(
    appError('query.invalid', { reason, part: shortenEnd(text.slice(from, to), 80), at: String(from + 1) }),
  )
}
