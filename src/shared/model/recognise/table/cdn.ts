import published from '#shared/fixtures/urls.published.json' with { type: 'json' }
import {
  bad,
  CDN,
  HANDLE,
  isAlias,
  isHandle,
  isRun,
  isStatus,
  isUrl,
  JOB,
  KEY_FOUND,
  KNOWN_KEY,
  OTHER_KEY,
  PADDED_POLICY,
  perhaps,
  POLICY,
  POLICY_FOUND,
  SECURITY,
  SHORT_HANDLE,
  SIGNATURE,
  url,
  WORKFLOW,
  type Row,
} from './becomes.ts'

const handle = { kind: 'handle', handle: HANDLE } as const
const LOGO = 'https://www.google.com/images/branding/googlelogo/2x/googlelogo_color_272x92dp.png'
const LOGO_BASE64 =
  'aHR0cHM6Ly93d3cuZ29vZ2xlLmNvbS9pbWFnZXMvYnJhbmRpbmcvZ29vZ2xlbG9nby8yeC9nb29nbGVsb2dvX2NvbG9yXzI3Mng5MmRwLnBuZw=='
const GOOGLE_WORKFLOW = '67d273c3-249c-4192-b228-9c3e1d003023'
const PRODUCED = `${CDN}/${KNOWN_KEY}/wf://${WORKFLOW}/${JOB}/3f5a`
const SIGNED = 'https://bucket.s3.amazonaws.com/a.png?X-Amz-Date=1&X-Amz-Signature=beef'

/** All of the published URLs: three run examples, the status example, and the templates, which are nothing yet. */
const PUBLISHED: readonly Row[] = [
  ...[
    isRun(handle, null),
    isRun(url(LOGO), KNOWN_KEY, GOOGLE_WORKFLOW),
    isRun({ kind: 'alias', alias: 'test_alias', path: 'test.png' }, KNOWN_KEY, GOOGLE_WORKFLOW),
  ].map((found, index): Row => [published.run.examples[index]?.url ?? '', found]),
  ...published.status.examples.map((example): Row => [example.url, isStatus('At39kDB2eTYCbxuESgEzEk')]),
  ...Object.values(published.run.templates).map((template): Row => [template, bad('badUrl')]),
  [published.status.template, bad('badUrl')],
]

/** URLs of Filestack's own hosts and of custom ones, with and without steps and security. */
export const CDN_URLS: readonly Row[] = [
  ...PUBLISHED,
  // plain
  [`${CDN}/${HANDLE}`, isHandle(HANDLE, 'fromCdnUrl')],
  [`http://cdn.filestackcontent.com/${HANDLE}`, isHandle(HANDLE, 'fromCdnUrl')],
  [`HTTPS://CDN.FILESTACKCONTENT.COM/${HANDLE}`, isHandle(HANDLE, 'fromCdnUrl')],
  [`https://cdn.filestackcontent.com:443/${HANDLE}`, isHandle(HANDLE, 'fromCdnUrl')],
  [`cdn.filestackcontent.com/${HANDLE}`, isHandle(HANDLE, 'fromCdnUrl')],
  [`//cdn.filestackcontent.com/${HANDLE}`, isHandle(HANDLE, 'fromCdnUrl')],
  [`${CDN}/${HANDLE}/`, isHandle(HANDLE, 'fromCdnUrl')],
  [`${CDN}/${HANDLE}?dl=true`, isHandle(HANDLE, 'fromCdnUrl')],
  [`${CDN}/${HANDLE}#top`, isHandle(HANDLE, 'fromCdnUrl')],
  [`${CDN}/${HANDLE}+png`, isHandle(HANDLE, 'fromCdnUrl')],
  [`${CDN}/${KNOWN_KEY}/${HANDLE}`, isHandle(HANDLE, 'fromCdnUrl')],
  [`${CDN}/${OTHER_KEY}/${HANDLE}`, isHandle(HANDLE, 'fromCdnUrl')],
  [`${KNOWN_KEY}/${HANDLE}`, isHandle(HANDLE, 'fromCdnUrl')],
  [`https://process.filestackapi.com/${KNOWN_KEY}/${HANDLE}`, isHandle(HANDLE, 'fromCdnUrl')],
  [`https://cdn.acme.example/${HANDLE}`, isHandle(HANDLE, 'fromCdnUrl')],
  [`http://127.0.0.1:8787/${KNOWN_KEY}/${HANDLE}`, isHandle(HANDLE, 'fromCdnUrl')],
  [`<${CDN}/${HANDLE}>`, isHandle(HANDLE, 'fromCdnUrl')],
  [`![cat](${CDN}/${HANDLE})`, isHandle(HANDLE, 'fromCdnUrl')],
  [`"url": "https:\\/\\/cdn.filestackcontent.com\\/${HANDLE}",`, isHandle(HANDLE, 'fromCdnUrl')],
  // the File API
  [`https://www.filestackapi.com/api/file/${HANDLE}`, isHandle(HANDLE, 'fromCdnUrl')],
  [`https://www.filestackapi.com/api/file/${HANDLE}/metadata`, isHandle(HANDLE, 'fromCdnUrl')],
  [`https://www.filestackapi.com/api/file/${HANDLE}+jpg`, isHandle(HANDLE, 'fromCdnUrl')],
  [`https://www.filepicker.io/api/file/${HANDLE}`, isHandle(HANDLE, 'fromCdnUrl')],
  [
    `https://www.filestackapi.com/api/file/${HANDLE}?policy=${POLICY}&signature=${SIGNATURE}`,
    isHandle(HANDLE, 'securityCut'),
  ],
  ['https://www.filestackapi.com/api/store/S3', bad('emptyHandle')],
  // with steps: the handle, or kept as the URL it is
  [`${CDN}/resize=width:100/${HANDLE}`, isHandle(HANDLE, 'fromCdnUrl', `${CDN}/resize=width:100/${HANDLE}`)],
  [
    `${CDN}/resize=width:100,height:200/rotate=deg:90/${HANDLE}`,
    isHandle(HANDLE, 'fromCdnUrl', `${CDN}/resize=width:100,height:200/rotate=deg:90/${HANDLE}`),
  ],
  [
    `${CDN}/crop=dim:[10,20,30,40]/output=format:png/${HANDLE}`,
    isHandle(HANDLE, 'fromCdnUrl', `${CDN}/crop=dim:[10,20,30,40]/output=format:png/${HANDLE}`),
  ],
  [`${CDN}/sfw/${HANDLE}`, isHandle(HANDLE, 'fromCdnUrl', `${CDN}/sfw/${HANDLE}`)],
  [
    `${CDN}/resize%3Dwidth%3A100/${HANDLE}`,
    isHandle(HANDLE, 'fromCdnUrl', `${CDN}/resize%3Dwidth%3A100/${HANDLE}`),
  ],
  [
    `${CDN}/${KNOWN_KEY}/${SECURITY}/resize=width:100/${HANDLE}`,
    isHandle(HANDLE, 'securityCut', `${CDN}/${KNOWN_KEY}/resize=width:100/${HANDLE}`),
  ],
  [
    `${CDN}/resize=width:100/${SECURITY}/${HANDLE}`,
    isHandle(HANDLE, 'securityCut', `${CDN}/resize=width:100/${HANDLE}`),
  ],
  // security in every way of writing it
  [`${CDN}/${SECURITY}/${HANDLE}`, isHandle(HANDLE, 'securityCut')],
  [`${CDN}/security=policy:${POLICY},signature:${SIGNATURE}/${HANDLE}`, isHandle(HANDLE, 'securityCut')],
  [`${CDN}/security=s:${SIGNATURE},p:${POLICY}/${HANDLE}`, isHandle(HANDLE, 'securityCut')],
  [`${CDN}/security=p:${PADDED_POLICY},s:${SIGNATURE}/${HANDLE}`, isHandle(HANDLE, 'securityCut')],
  [`${CDN}/security%3Dp%3A${POLICY}%2Cs%3A${SIGNATURE}/${HANDLE}`, isHandle(HANDLE, 'securityCut')],
  [`${CDN}/${HANDLE}?policy=${POLICY}&signature=${SIGNATURE}`, isHandle(HANDLE, 'securityCut')],
  [`${CDN}/security=p:${POLICY}/${HANDLE}`, isHandle(HANDLE, 'securityCut')],
  // other sources at the end
  [`${CDN}/${KNOWN_KEY}/${LOGO}`, isUrl(LOGO, 'fromCdnUrl')],
  [`${CDN}/${KNOWN_KEY}/${encodeURIComponent(LOGO)}`, isUrl(LOGO, 'fromCdnUrl')],
  [`${CDN}/${KNOWN_KEY}/b64://${LOGO_BASE64}`, isUrl(LOGO, 'fromCdnUrl')],
  [`${CDN}/${KNOWN_KEY}/${SECURITY}/${LOGO}`, isUrl(LOGO, 'securityCut')],
  [
    `${CDN}/${KNOWN_KEY}/resize=width:100/${LOGO}`,
    isUrl(LOGO, 'fromCdnUrl', `${CDN}/${KNOWN_KEY}/resize=width:100/${LOGO}`),
  ],
  [`${CDN}/${KNOWN_KEY}/https://example.com/a.png?x=1`, isUrl('https://example.com/a.png?x=1', 'fromCdnUrl')],
  [`${CDN}/${KNOWN_KEY}/${encodeURIComponent(SIGNED)}`, isUrl(SIGNED, 'presigned')],
  [`${CDN}/${KNOWN_KEY}/src://catalogue/a/b.png`, isAlias('catalogue', 'a/b.png', 'fromCdnUrl')],
  [`${CDN}/${KNOWN_KEY}/src%3A%2F%2Fcatalogue%2Fa%20b.png`, isAlias('catalogue', 'a b.png', 'fromCdnUrl')],
  [`${CDN}/${KNOWN_KEY}/${SECURITY}/src://catalogue/a.png`, isAlias('catalogue', 'a.png', 'securityCut')],
  [PRODUCED, isUrl(PRODUCED)],
  [
    `${CDN}/${SECURITY}/wf://${WORKFLOW}/${JOB}/3f5a`,
    isUrl(`${CDN}/wf://${WORKFLOW}/${JOB}/3f5a`, 'securityCut'),
  ],
  // what stands where a handle should
  ['https://cdn.filestackcontent.com./' + HANDLE, isHandle(HANDLE, 'fromCdnUrl')],
  [`${CDN}/${SHORT_HANDLE}`, perhaps(SHORT_HANDLE)],
  [`${CDN}/${OTHER_KEY}`, perhaps(OTHER_KEY)],
  [`${CDN}/${KNOWN_KEY}`, KEY_FOUND],
  [`${CDN}/${KNOWN_KEY}/`, KEY_FOUND],
  [`${CDN}/${POLICY}`, POLICY_FOUND],
  [`${CDN}/${SIGNATURE}`, perhaps(SIGNATURE)],
  [CDN, bad('emptyHandle')],
  [`${CDN}/`, bad('emptyHandle')],
  [`${CDN}/photo.png`, bad('emptyHandle')],
  [`${CDN}/resize=width:100/`, bad('emptyHandle')],
  [`${CDN}/${KNOWN_KEY}/${SECURITY}`, bad('emptyHandle')],
  [`${CDN}/%E0%A4%A/${HANDLE}`, bad('badUrl')],
  // run and status URLs
  [`${CDN}/run_workflow=id:${WORKFLOW}/${HANDLE}`, isRun(handle, null)],
  [`${CDN}/${KNOWN_KEY}/run_workflow=id:${WORKFLOW}/${HANDLE}`, isRun(handle, KNOWN_KEY)],
  [
    `${CDN}/${KNOWN_KEY}/${SECURITY}/run_workflow=id:${WORKFLOW}/src://catalogue/a.png`,
    isRun({ kind: 'alias', alias: 'catalogue', path: 'a.png' }, KNOWN_KEY),
  ],
  [
    `${CDN}/${KNOWN_KEY}/${SECURITY}/run_workflow=id:${WORKFLOW}/${CDN}/${SECURITY}/${HANDLE}`,
    isRun(url(`${CDN}/${HANDLE}`), KNOWN_KEY),
  ],
  [`${CDN}/${KNOWN_KEY}/${SECURITY}/run_workflow=id:${WORKFLOW}`, isRun(null, KNOWN_KEY)],
  [`${CDN}/${KNOWN_KEY}/run_workflow=id:${WORKFLOW}/${KNOWN_KEY}`, isRun(null, KNOWN_KEY)],
  [`${CDN}/${KNOWN_KEY}/run_workflow=id:/${HANDLE}`, bad('badUrl')],
  [`https://cdn.unknown.example/${SECURITY}/run_workflow=id:${WORKFLOW}/${HANDLE}`, isRun(handle, null)],
  [`http://127.0.0.1:8787/${KNOWN_KEY}/run_workflow=id:${WORKFLOW}/${HANDLE}`, isRun(handle, KNOWN_KEY)],
  [`/${SECURITY}/run_workflow=id:${WORKFLOW}/${HANDLE}`, isRun(handle, null)],
  [`${KNOWN_KEY}/${SECURITY}/run_workflow=id:${WORKFLOW}/${HANDLE}`, isRun(handle, KNOWN_KEY)],
  [`curl "${CDN}/${SECURITY}/run_workflow=id:${WORKFLOW}/${HANDLE}"`, isRun(handle, null)],
  [`GET ${CDN}/${SECURITY}/run_workflow=id:${WORKFLOW}/${HANDLE} HTTP/1.1`, isRun(handle, null)],
  [`${CDN}/${KNOWN_KEY}/${SECURITY}/workflow_status=job_id:${JOB}`, isStatus(KNOWN_KEY)],
  [`${CDN}/${OTHER_KEY}/workflow_status=job_id:${JOB}`, isStatus(OTHER_KEY)],
  [`curl -s '${CDN}/${KNOWN_KEY}/workflow_status=job_id:${JOB}' | jq .`, isStatus(KNOWN_KEY)],
  [`${CDN}/${KNOWN_KEY}/workflow_status=job_id:`, bad('badUrl')],
]
