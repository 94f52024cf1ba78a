import { cdnToSource } from '#shared/model/cdn-url-source.ts'
import {
  hasSecurity,
  isCdnHost,
  splitCdnUrl,
  withoutSecurity,
  withoutSecurityStep,
  type CdnUrlParts,
} from '#shared/model/cdn-url.ts'
import { unescaped } from '#shared/model/policy-base64.ts'
import { isPresigned } from '#shared/model/presigned.ts'
import type { BadReason, Recognition, RecognitionNote } from '#shared/model/recognition.ts'
import type { Source } from '#shared/model/source.ts'
import { recogniseAliasUrl } from './path.ts'
import { areGluedLinks, toLinkWithoutBlanks } from './blanks.ts'
import { isHost } from './host.ts'
import type { RecognitionLookups } from './recognition-lookups.ts'
import { recogniseToken } from './token.ts'

const URL_SHAPE =
  /^https?:\/\/(?:[^/?#@\s]*@)?(\[[0-9a-f:.]+\]|[^/?#@:\s[\]<>^|%\\"'`{}]+)(?::(\d{1,5}))?(?:[/?#]|$)/i
/**
 * A link as most are: a host with a dot, of letters, digits and hyphens, and nothing that a parser could take for a number or
 * for another alphabet. Nothing else has to be looked at to know that a parser takes it.
 */
const PLAIN_LINK = /^https?:\/\/(?![^/]*xn--)((?:[a-z0-9-]{1,63}\.)+[a-z](?:[a-z0-9-]*[a-z0-9])?)\/[!-~]*$/i
/** Node and browsers have it; the types of the bare language do not. */
declare const URL: { readonly canParse: (text: string) => boolean }

const HOST = /^https?:\/\/([^/?#@\s]+)/i
/** A part of an address that a person was to replace. */
const PLACEHOLDER = /<[A-Z_ ]+>|%3C[A-Z_]+%3E|\{[A-Za-z_]+\}/
const FILE_API = /^https?:\/\/[^/]+\/api\//i

/** An http(s) URL: a CDN, File API, run or status URL taken apart, anything else an external URL. */
export function recogniseUrl(text: string, known: RecognitionLookups): Recognition {
  const plainHost = PLAIN_LINK.exec(text)?.[1]
  if (plainHost === undefined && /\s/.test(text)) return recogniseLinkWithBlanks(text, known)
  if (PLACEHOLDER.test(text) || areGluedLinks(text)) return bad('badUrl')
  if (plainHost === undefined && !isUrl(text)) return bad('badUrl')
  const cdn = isCdnHost(plainHost ?? hostOf(text), known.cdnHosts)
  if (cdn || /\/(?:run_workflow|workflow_status)(?:=|%3D)/i.test(text)) {
    const parsed = splitCdnUrl(text)
    const named = parsed === null ? null : taskUrl(parsed, known)
    if (named !== null) return named
    if (parsed !== null && cdn) return cdnUrl(text, parsed, known)
    if (cdn && FILE_API.test(text)) return bad('emptyHandle')
    if (cdn && unescaped(text) === null) return bad('badUrl')
  }
  return external(text, cdn)
}

/** Within a CDN URL a blank may belong to a task or to its source: only a link of another host is taken. */
function recogniseLinkWithBlanks(text: string, known: RecognitionLookups): Recognition {
  const link = toLinkWithoutBlanks(text)
  if (link === null || isCdnHost(hostOf(link), known.cdnHosts)) return bad('hasSpaces')
  const found = recogniseUrl(link, known)
  return found.kind === 'source' && found.source.kind === 'url' ? { note: 'blanksEncoded', ...found } : found
}

/** A CDN path without its host, as it stands in templates and logs: `[KEY/]security=…/run_workflow=…/H`. */
export function recogniseCdnPath(path: string, known: RecognitionLookups): Recognition {
  const found = recogniseUrl(`https://cdn.filestackcontent.com/${path.replace(/^\//, '')}`, known)
  return found.kind === 'bad' && found.reason === 'emptyHandle' && hasSecurity(`/${path}`)
    ? { kind: 'secret', what: 'policy' }
    : found
}

/** A run or a status URL; null for every other. */
function taskUrl(url: CdnUrlParts, known: RecognitionLookups): Recognition | null {
  const run = url.tasks.find((task) => task.name === 'run_workflow')
  if (run !== undefined) {
    const workflowId = run.args['id']
    if (workflowId === undefined || workflowId === '') return bad('badUrl')
    return { kind: 'runUrl', workflowId, source: toUrlSource(url, known), apiKey: url.apiKey }
  }
  const status = url.tasks.find((task) => task.name === 'workflow_status')
  if (status === undefined) return null
  const remoteJobId = status.args['job_id'] ?? status.args['jobid']
  return remoteJobId === undefined || remoteJobId === ''
    ? bad('badUrl')
    : { kind: 'remoteJob', remoteJobId, apiKey: url.apiKey }
}

/** The source a run URL names, if it is one: the same rules as for a source that stands alone. */
function toUrlSource(url: CdnUrlParts, known: RecognitionLookups): Source | null {
  const source = cdnToSource(url.source)
  if (source?.kind !== 'handle') return source === null ? null : (innerSource(source, known)?.source ?? null)
  const found = recogniseToken(source.handle, known)
  return found?.kind === 'source' || found?.kind === 'perhaps' ? found.source : null
}

function cdnUrl(text: string, url: CdnUrlParts, known: RecognitionLookups): Recognition {
  const secured = url.securityStep !== null || hasSecurity(text)
  const note: RecognitionNote = secured ? 'securityCut' : 'fromCdnUrl'
  const kept = (): Source => ({ kind: 'url', url: secured ? withoutSecurity(text) : text })
  if (url.source.kind === 'produced') {
    return { kind: 'source', source: kept(), ...(secured ? { note } : {}) }
  }
  const source = cdnToSource(url.source)
  if (source === null) return bad('emptyHandle')
  const original = url.tasks.length > 0 ? { original: kept() } : {}
  if (source.kind !== 'handle') {
    const inner = innerSource(source, known)
    if (inner === null) return bad('badUrl')
    return { ...inner, ...original, note: inner.note === 'presigned' ? inner.note : note }
  }
  const found = recogniseToken(source.handle, known)
  if (found === null) return bad('emptyHandle')
  return found.kind === 'source' ? { ...found, ...original, note } : found
}

type Found = Extract<Recognition, { kind: 'source' }>

function innerSource(source: Source, known: RecognitionLookups): Found | null {
  if (source.kind === 'handle' || source.kind === 'file') return null
  const found =
    source.kind === 'alias'
      ? recogniseAliasUrl(`src://${source.alias}/${source.path}`)
      : isUrl(source.url) && !/\s/.test(source.url)
        ? external(source.url, isCdnHost(hostOf(source.url), known.cdnHosts))
        : bad('badUrl')
  return found.kind === 'source' ? found : null
}

/** Query parameters stay: a policy and a signature there are the right to read the link, whose host is not Filestack's. */
function external(text: string, isCdn: boolean): Recognition {
  const url = isCdn ? withoutSecurity(text) : withoutSecurityStep(text)
  const note: { note?: RecognitionNote } = isPresigned(url)
    ? { note: 'presigned' }
    : url === text
      ? {}
      : { note: 'securityCut' }
  return { kind: 'source', source: { kind: 'url', url }, ...note }
}

const hostOf = (url: string): string => HOST.exec(url)?.[1] ?? ''

/** Has it a host with a dot in it (or this computer's), and does a parser take it? Nobody can fetch it else. */
function isUrl(text: string): boolean {
  const [, host, port] = URL_SHAPE.exec(text) ?? []
  return host !== undefined && Number(port ?? 0) <= 65_535 && isHost(host.toLowerCase()) && URL.canParse(text)
}

function bad(reason: BadReason): Recognition {
  return { kind: 'bad', reason }
}
