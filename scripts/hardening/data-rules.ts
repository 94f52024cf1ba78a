import type { HardeningRule } from './rule.ts'

const NAME = 'src/main/lib/offered-name.ts'
const NAME_TEST = 'src/main/lib/offered-name.test.ts'
const CSV = 'src/main/export/csv.ts'
const CSV_TEST = 'src/main/export/csv.test.ts'
const OUTPUT = 'src/cli/output/output.ts'
const OUTPUT_TEST = 'src/cli/output/output.test.ts'
const FOLDER = 'src/main/storage/private-folder.ts'
const FOLDER_TEST = 'src/main/storage/private-folder.test.ts'
const STREAMS_TEST = 'src/main/ipc/streams/streams.test.ts'
const KEYRING_TEST = 'src/main/storage/connections/connections.test.ts'

const NAME_RULES: readonly HardeningRule[] = [
  {
    name: 'An offered name is no path',
    file: NAME,
    from: "replace(FORBIDDEN, '_')",
    to: 'trim()',
    test: NAME_TEST,
  },
  {
    name: 'An offered name holds no direction marks',
    file: NAME,
    from: "replace(INVISIBLE, '')",
    to: 'trim()',
    test: NAME_TEST,
  },
  {
    name: 'An offered name is no device',
    file: NAME,
    from: "replace(DEVICE, '_$&')",
    to: 'trim()',
    test: NAME_TEST,
  },
  {
    name: 'An offered name is no link',
    file: NAME,
    from: "replace(LINK, '$&.bin')",
    to: 'trim()',
    test: NAME_TEST,
  },
  {
    name: 'A name is not hidden by its dot',
    file: NAME,
    from: "replace(/^[. ]+/, '')",
    to: 'trim()',
    test: NAME_TEST,
  },
  {
    name: 'An offered name has a length that fits',
    file: NAME,
    from: 'bytes > MAX_NAME_BYTES',
    to: 'bytes > 4 * MAX_NAME_BYTES',
    test: NAME_TEST,
  },
  {
    name: 'A produced file is offered under a safe name',
    file: 'src/main/ipc/streams/output-file.ts',
    from: "toOfferedFileName(toOfferedName(name, 'file'))",
    to: 'name',
    test: STREAMS_TEST,
  },
  {
    name: 'Produced files are saved inside the folder that was chosen',
    file: 'src/main/saved-files/unique-names.ts',
    from: "toOfferedFileName(toOfferedName(cutStem(name), 'file'))",
    to: 'name',
    test: 'src/main/saved-files/unique-names.test.ts',
  },
]

const CSV_RULES: readonly HardeningRule[] = [
  {
    name: 'No cell of a sheet begins a formula',
    file: CSV,
    from: 'FORMULA_AT_START.test(inside) || ',
    to: '',
    test: CSV_TEST,
  },
  {
    name: 'No cell of a sheet begins a formula behind blanks',
    file: CSV,
    from: ' || FORMULA_AFTER_BLANKS.test(inside)',
    to: '',
    test: CSV_TEST,
  },
  {
    name: 'No text is a formula where another locale ends a cell',
    file: CSV,
    from: 'text.replaceAll(FORMULA_AFTER_DELIMITER, "\'")',
    to: 'text',
    test: CSV_TEST,
  },
  {
    name: 'What is exported holds no secret',
    file: 'src/main/export/sheet.ts',
    from: "...labels.map((name) => redact(findLabel(cells, name) ?? '')),",
    to: "...labels.map((name) => findLabel(cells, name) ?? ''),",
    test: 'src/main/export/export.test.ts',
  },
]

const TERMINAL_RULES: readonly HardeningRule[] = [
  {
    name: 'No control character in a line on the terminal',
    file: OUTPUT,
    from: 'await write(`${visible(redact(line))}\\n`)',
    to: 'await write(`${redact(line)}\\n`)',
    test: OUTPUT_TEST,
  },
  {
    name: 'No control character in a message on the terminal',
    file: OUTPUT,
    from: 'const text = visible(redact(line))',
    to: 'const text = redact(line)',
    test: OUTPUT_TEST,
  },
  {
    name: 'No control character in the line of progress',
    file: OUTPUT,
    from: 'visible(line).slice',
    to: 'line.slice',
    test: OUTPUT_TEST,
  },
  {
    name: 'No control character in JSON',
    file: OUTPUT,
    from: 'escapeControls(JSON.stringify(redacted(value, redact)))',
    to: 'JSON.stringify(redacted(value, redact))',
    test: OUTPUT_TEST,
  },
  {
    name: 'A result cannot steer the terminal',
    file: OUTPUT,
    from: 'stdout.isTTY === true ? visible(terminalText.decode(chunk, { stream: true })) : chunk',
    to: 'chunk',
    test: OUTPUT_TEST,
  },
]

const FOLDER_RULES: readonly HardeningRule[] = [
  {
    name: 'The data folder is 0700',
    file: FOLDER,
    from: 'chmodSync(folder, 0o700)',
    to: '',
    test: FOLDER_TEST,
  },
  {
    name: 'Files of the data folder are 0600',
    file: FOLDER,
    from: 'if (state?.isFile() === true) chmodSync(path, 0o600)',
    to: 'if (state?.isFile() === true) return',
    test: FOLDER_TEST,
  },
  {
    name: 'Links in the data folder are not followed',
    file: FOLDER,
    from: 'if (!lstatSync(join(folder, name)).isSymbolicLink()) return []',
    to: 'if (now > 0) return []',
    test: FOLDER_TEST,
  },
  {
    name: 'An id that could lead out of the data folder names no file',
    file: 'src/main/storage/bodies.ts',
    from: 'if (!/^[\\w-]{2,}$/.test(id))',
    to: 'if (id === "")',
    test: 'src/main/storage/output-files.test.ts',
  },
  {
    name: 'No request is printed because NODE_DEBUG is set',
    file: 'src/main/filestack/environment.ts',
    from: 'debuglog: () => silent',
    to: '',
    test: 'src/cli/environment.test.ts',
  },
  {
    name: 'The environment is looked at before undici asks it',
    file: 'src/cli/index.ts',
    from: "const { secureEnvironment } = await import('#main/filestack/environment.ts')",
    to: "await import('./main.ts')\n  const { secureEnvironment } = await import('#main/filestack/environment.ts')",
    test: 'src/cli/environment.test.ts',
  },
  {
    name: 'Nothing is sent where Node writes the keys of its connections',
    file: 'src/main/filestack/environment.ts',
    from: "return fail(appError('network.keysWritten'))",
    to: 'void fail',
    test: 'src/cli/environment.test.ts',
  },
  {
    name: 'A request goes by TLS 1.2 or newer whatever Node was told',
    file: 'src/main/filestack/http.ts',
    from: 'minVersion: OLDEST_TLS_VERSION',
    to: '',
    test: 'src/main/filestack/environment.test.ts',
  },
  {
    name: 'A download goes by TLS 1.2 or newer whatever Node was told',
    file: 'src/main/filestack/download.ts',
    from: ', minVersion: OLDEST_TLS_VERSION',
    to: '',
    test: 'src/main/filestack/environment.test.ts',
  },
  {
    name: 'Certificates are checked whatever the environment says',
    file: 'src/main/filestack/environment.ts',
    from: "delete env['NODE_TLS_REJECT_UNAUTHORIZED']",
    to: '',
    test: 'src/main/filestack/environment.test.ts',
  },
]

const SECRET_RULES: readonly HardeningRule[] = [
  {
    name: 'Chromium’s fixed key does not count as a keyring',
    file: 'src/main/storage/connections/keyring.ts',
    from: "backend.startsWith('kwallet') ? 'kwallet' : 'none'",
    to: "backend.startsWith('kwallet') ? 'kwallet' : 'libsecret'",
    test: KEYRING_TEST,
  },
  {
    name: 'Without a keyring a secret is never kept in clear',
    file: 'src/main/storage/connections/keyring.ts',
    from: "if (kind === 'none' || !(await system.isAsyncEncryptionAvailable())) return createSessionKeyring()",
    to: "if (kind === 'none') return createSessionKeyring()",
    test: KEYRING_TEST,
  },
  {
    name: 'What is copied goes through the redactor',
    file: 'src/main/ipc/handlers/app.ts',
    from: 'services.writeClipboard(services.redact(text))',
    to: 'services.writeClipboard(text)',
    test: 'src/main/ipc/handlers/app.test.ts',
  },
]

const form = (name: string, from: string): HardeningRule => ({
  name: `The redactor knows a secret ${name}`,
  file: 'src/main/redact/forms.ts',
  from,
  to: '',
  test: 'src/main/redact/redactor.test.ts',
})

const REDACTION_RULES: readonly HardeningRule[] = [
  form('in hexadecimal', "bytes.toString('hex'),"),
  form('percent-encoded twice', 'encodeURIComponent(percent),'),
  form('as base64', '...[0, 1, 2].flatMap((offset) => base64Within(bytes, offset)),'),
  {
    name: 'The redactor cuts secrets that nobody told it of, by their position',
    file: 'src/main/redact/redactor.ts',
    from: 'cutSecrets(cutHeldSecrets(text))',
    to: 'cutHeldSecrets(text)',
    test: 'src/main/redact/redactor.test.ts',
  },
  {
    name: 'The redactor cuts signed links in the data of the person',
    file: 'src/main/redact/redactor.ts',
    from: 'redact: (text) => cutLinkSecrets(cutHeldSecrets(text)),',
    to: 'redact: cutHeldSecrets,',
    test: 'src/main/redact/redactor.test.ts',
  },
  {
    name: 'A parameter that a connection names makes a link a secret',
    file: 'src/shared/model/presigned.ts',
    from: ' || isSecretParameter(key)',
    to: '',
    test: 'src/shared/model/secret-parameters.test.ts',
  },
  {
    name: 'The names of secret parameters are known again after a restart',
    file: 'src/main/storage/connections/connections.ts',
    from: 'learnSecretParameters(file.read().connections.flatMap(({ secretParameters }) => secretParameters))',
    to: '',
    test: 'src/main/storage/connections/connections.test.ts',
  },
  {
    name: 'The Sandbox’s thread is told the names of secret parameters',
    file: 'src/main/sandbox/sandbox.worker.ts',
    from: "if (command.kind === 'learn') learnSecretParameters(command.secretParameters)\n    else void",
    to: "if (command.kind === 'close') void",
    test: 'src/main/sandbox/builtin-sandbox.test.ts',
  },
  {
    name: 'A policy in a pasted line that is no source is not shown',
    file: 'src/shared/model/recognise.ts',
    from: 'shortenEnd(cutPastedSecrets(text), MAX_SHOWN_LENGTH)',
    to: 'shortenEnd(text, MAX_SHOWN_LENGTH)',
    test: 'src/shared/model/recognise.test.ts',
  },
  {
    name: 'A pasted line that holds a secret is told to the page',
    file: 'src/main/ipc/handlers/connections.ts',
    from: ' || connections.holdsSecret(word)',
    to: '',
    test: 'src/main/ipc/handlers/misplaced-secret.test.ts',
  },
  {
    name: 'Labels are kept without what signs a link',
    file: 'src/main/planning/build-jobs.ts',
    from: 'mapLabels(labels, rules.redact)',
    to: 'labels',
    test: 'src/main/ipc/handlers/misplaced-secret.test.ts',
  },
  {
    name: 'Links of the history are encrypted anew when the system has a newer key',
    file: 'src/main/storage/connections/reseal-sources.ts',
    from: 'if (opened?.isOutdated === true)',
    to: 'if (opened === undefined)',
    test: 'src/main/storage/connections/reseal-sources.test.ts',
  },
  {
    name: 'An IPv4 address within an IPv6 one is judged by the inner one',
    file: 'src/main/filestack/gate/addresses.ts',
    from: "['2002::', 16],",
    to: '',
    test: 'src/main/filestack/gate/check-request.test.ts',
  },
  {
    name: 'A name in a private network leads to no credentials of a cloud',
    file: 'src/main/filestack/http.ts',
    from: 'createAgentWithout(isMetadataAddress)',
    to: 'direct',
    test: 'src/main/filestack/gate/check-request.test.ts',
  },
  {
    name: 'No spelling of an address leads to the credentials of a cloud',
    file: 'src/main/filestack/gate/addresses.ts',
    from: "METADATA_ADDRESSES.addSubnet('2002:a9fe::', 32, 'ipv6')",
    to: '',
    test: 'src/main/filestack/gate/check-request.test.ts',
  },
  {
    name: 'Links deeper in the data folder are not followed',
    file: 'src/main/storage/private-folder.ts',
    from: 'const inner = ownNames.flatMap((name) => setInnerLinksAside(folder, name, now))',
    to: 'const inner: readonly AppError[] = []',
    test: FOLDER_TEST,
  },
  {
    name: 'A connection on this computer opens no way into a private network',
    file: 'src/main/filestack/http.ts',
    from: '!isLoopbackHost(host) && (',
    to: '(',
    test: 'src/main/filestack/gate/check-request.test.ts',
  },
  {
    name: 'A text list that is read for ever is given up',
    file: 'src/main/files/lists/text/text-lists.ts',
    from: "settle({ kind: 'failed', error: createUnreadable('tooSlow') })",
    to: 'undefined',
    test: 'src/main/files/lists/text/text-lists.test.ts',
  },
  {
    name: 'A workbook that is read for ever is given up',
    file: 'src/main/files/lists/workbook/workbook-rows.ts',
    from: "end('tooSlow')",
    to: 'undefined',
    test: 'src/main/files/lists/text/text-lists.test.ts',
  },
  {
    name: 'The thread of a text list has a bound of memory',
    file: 'src/main/files/lists/text/text-lists.ts',
    from: 'resourceLimits: TEXT_LIST_LIMITS',
    to: '',
    test: 'src/main/files/lists/text/text-lists.test.ts',
  },
  {
    name: 'The thread of a workbook has a bound of memory',
    file: 'src/main/files/lists/workbook/workbook-rows.ts',
    from: 'resourceLimits: WORKBOOK_LIMITS',
    to: '',
    test: 'src/main/files/lists/text/text-lists.test.ts',
  },
  {
    name: 'A secret that was replaced is still cut',
    file: 'src/main/redact/redactor.ts',
    from: 'secrets.add(word)',
    to: 'secrets.clear()\n      secrets.add(word)',
    test: 'src/main/redact/redactor.test.ts',
  },
  {
    name: 'What the service says of a job crosses without secrets',
    file: 'src/main/ipc/redact-outgoing.ts',
    from: 'summary: redact(job.summary),',
    to: '',
    test: 'src/main/ipc/events.test.ts',
  },
  {
    name: 'Lines of the log hold no secrets',
    file: 'src/main/shell/process/log.ts',
    from: 'info: (message) => log.info(redactForeign(message)),',
    to: 'info: (message) => log.info(message),',
    test: 'src/main/shell/process/log.test.ts',
  },
  {
    name: 'Errors in the log hold no secrets',
    file: 'src/main/shell/process/log.ts',
    from: 'redactError(cause)',
    to: 'String(cause) + (cause as Error).stack',
    test: 'src/main/shell/process/log.test.ts',
  },
]

const PREVIEW_RULES: readonly HardeningRule[] = [
  {
    name: 'A preview has a size that it may not say to exceed',
    file: 'src/main/ipc/streams/output-file-preview.ts',
    from: ' || (length ?? 0) > MAX_PREVIEW_BYTES',
    to: '',
    test: STREAMS_TEST,
  },
  {
    name: 'A preview has a size that it may not exceed',
    file: 'src/main/ipc/streams/output-file-preview.ts',
    from: 'seen > most ? new Error',
    to: 'seen < 0 ? new Error',
    test: STREAMS_TEST,
  },
  {
    name: 'A preview is a picture',
    file: 'src/main/ipc/streams/output-file-preview.ts',
    from: '!IMAGE_TYPES.test(type) || ',
    to: '',
    test: STREAMS_TEST,
  },
  {
    name: 'A preview is never a document',
    file: 'src/main/ipc/streams/output-file-preview.ts',
    from: "'content-security-policy': \"default-src 'none'; style-src 'unsafe-inline'; sandbox\",",
    to: '',
    test: STREAMS_TEST,
  },
  {
    name: 'A result is never a document',
    file: 'src/main/ipc/streams/results.ts',
    from: "'content-security-policy': \"default-src 'none'; sandbox\",",
    to: '',
    test: STREAMS_TEST,
  },
]

const SANDBOX_RULES: readonly HardeningRule[] = [
  {
    name: 'The Sandbox listens on this computer only',
    file: 'src/sandbox/server.ts',
    from: 'this.#server.listen(port, HOST)',
    to: "this.#server.listen(port, '0.0.0.0')",
    test: 'src/sandbox/loopback.test.ts',
  },
  {
    name: 'The Sandbox answers only who knows its key',
    file: 'src/sandbox/context.ts',
    from: 'apiKey === null ? isKeyNeeded : apiKey !== context.apiKey',
    to: 'apiKey === null ? isKeyNeeded : false',
    test: 'src/sandbox/loopback.test.ts',
  },
  {
    name: 'The Sandbox is steered only by who knows its key',
    file: 'src/sandbox/control.ts',
    from: '`${CONTROL_PATH}${context.apiKey}/`',
    to: '`${CONTROL_PATH}`',
    test: 'src/sandbox/loopback.test.ts',
  },
]

/** Rules about what is kept, and what leaves: names, sheets, terminals, secrets, pictures, the Sandbox. */
export const DATA_RULES: readonly HardeningRule[] = [
  ...NAME_RULES,
  ...CSV_RULES,
  ...TERMINAL_RULES,
  ...FOLDER_RULES,
  ...SECRET_RULES,
  ...REDACTION_RULES,
  ...PREVIEW_RULES,
  ...SANDBOX_RULES,
  {
    name: 'A secret is encrypted anew when the system has a newer key',
    file: 'src/main/storage/connections/connections-secrets.ts',
    from: 'else if (isOutdated)',
    to: 'else if (isOutdated && false)',
    test: 'src/main/storage/connections/connections.test.ts',
  },
  {
    name: 'A keyring that opens no secret any more is told',
    file: 'src/main/storage/connections/connections-secrets.ts',
    from: 'unopened.push(id)',
    to: 'void id',
    test: 'src/main/storage/connections/connections.test.ts',
  },
  {
    name: 'A copied secret is taken off the clipboard after a minute',
    file: 'src/main/ipc/secret-clipboard.ts',
    from: "await clipboard.write('')",
    to: 'void clipboard',
    test: 'src/main/ipc/secret-clipboard.test.ts',
  },
  {
    name: 'What was copied after a secret stays on the clipboard',
    file: 'src/main/ipc/secret-clipboard.ts',
    from: ' && (await clipboard.read()) === secret',
    to: '',
    test: 'src/main/ipc/secret-clipboard.test.ts',
  },
  {
    name: 'The headers of a produced file have a bound',
    file: 'src/main/filestack/download.ts',
    from: 'maxHeaderSize: MAX_HEADER_BYTES',
    to: 'maxHeaderSize: MAX_HEADER_BYTES * 1000',
    test: 'src/main/filestack/download-bounds.test.ts',
  },
  {
    name: 'A download has a whole time that it may not exceed',
    file: 'src/main/filestack/download.ts',
    from: 'AbortSignal.timeout(maxMs)',
    to: 'AbortSignal.timeout(maxMs + 3_600_000)',
    test: 'src/main/filestack/download-bounds.test.ts',
  },
  {
    name: 'A file that is kept over a restart is one that main handed out',
    file: 'src/main/ipc/handlers/draft.ts',
    from: 'if (file === null) return []',
    to: 'if (file === null) return [{ path: id, name: id, order: 0 }]',
    test: 'src/main/ipc/handlers/draft.test.ts',
  },
]
