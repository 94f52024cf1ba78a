import '#main/storage/testing/electron-path.ts'
import { detectMimetype } from '#main/files/inspect/mimetype.ts'
import type { Credentials } from '#main/filestack/client.ts'
import { unsealSource } from '#main/storage/connections/sealed-source.ts'
import { createBodyFileReader } from '#main/filestack/results/body-file-reader.ts'
import { createEngineServices } from '#main/jobs/create-engine-services.ts'
import { QUIET_PORTS } from '#main/jobs/testing/ports.ts'
import { Listeners } from '#main/lib/listeners.ts'
import { systemClock } from '#main/lib/system-clock.ts'
import { createRedactor } from '#main/redact/redactor.ts'
import { openConnections } from '#main/storage/connections/connections.ts'
import { followJournal } from '#main/storage/facts/follow-journal.ts'
import { createIncomingBodies } from '#main/storage/incoming-bodies.ts'
import { createIdGenerator } from '#main/storage/ids.ts'
import { writeOutputFile } from '#main/storage/output-files.ts'
import { openTestJournal, createScratchFolder } from '#main/storage/testing/journals.ts'
import { createTestKeyring } from '#main/storage/testing/keyrings.ts'
import { startSandbox } from '#sandbox/index.ts'
import type { Job } from '#shared/model/job.ts'
import { ok } from '#shared/model/result.ts'
import { spawnBodyFileWorker, spawnFactsWorker } from './result-worker.ts'
import { listeningPage } from './page.ts'

export type OnFinished = (clean: () => Promise<void> | void) => void

/** What boot starts before the handlers: the data folder, a quick Sandbox as its connection, and the engine. */
export async function startTestServices(onFinished: OnFinished) {
  const folder = createScratchFolder(onFinished)
  const journal = await openTestJournal(folder, onFinished, Date.now())
  const keyring = await createTestKeyring()
  const redactor = createRedactor()
  const connections = await openConnections({
    folder,
    keyring,
    secretWords: redactor,
    onChange: () => undefined,
  })
  const sandbox = await startSandbox({ security: 'required', lengthFactor: 0.01 })
  onFinished(() => sandbox.close())
  const access: Credentials = {
    apiKey: sandbox.apiKey,
    hosts: { cdn: sandbox.url, api: sandbox.url, upload: sandbox.url },
    sourceEncoding: 'percent',
    security: { kind: 'secret', appSecret: sandbox.appSecret },
  }
  connections.setSandbox(ok(access))

  const jobChanges = new Listeners<Job>()
  const bugs: unknown[] = []
  const { events, heard } = listeningPage({ clock: systemClock, redact: redactor.redact })
  const facts = followJournal({
    folder,
    spawn: spawnFactsWorker,
    clock: systemClock,
    onProgress: events.facts,
    onFailure: (error) => bugs.push(error),
    onBug: (cause) => bugs.push(cause),
  })
  onFinished(() => facts.close())
  const { engine, client, transport, download } = createEngineServices({
    journal,
    redact: redactor.redact,
    bodyFiles: { openSink: createIncomingBodies(folder), read: createBodyFileReader(spawnBodyFileWorker) },
    writeOutputFile: (...args) => writeOutputFile(folder, ...args),
    ports: {
      ...QUIET_PORTS,
      detectMimetype,
      clock: systemClock,
      random: Math.random,
      newId: createIdGenerator(systemClock),
      credentials: connections.open,
      unseal: (ciphertext) => unsealSource(ciphertext, keyring),
      onJob: (job) => {
        jobChanges.notify(job)
        facts.follow()
      },
      onManyJobs: facts.follow,
    },
  })
  onFinished(() => transport.close())
  onFinished(() => engine.close(1000))
  await engine.start('auto')

  return {
    folder,
    journal,
    keyring,
    redactor,
    connections,
    sandbox,
    facts,
    engine,
    client,
    download,
    events,
    heard,
    jobChanges,
    bugs,
  }
}
