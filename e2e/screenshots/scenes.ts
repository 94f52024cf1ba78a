import type { Page } from '@playwright/test'
import type { TestFolder } from '#e2e/fixtures/disk.ts'
import { expect, type LaunchedApp } from '#e2e/fixtures/app.ts'
import { requestFromMain } from '#e2e/fixtures/bridge.ts'
import { inAnHour, signedPolicy } from '#e2e/fixtures/signed-policy.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createJobView } from '#e2e/pages/job.ts'
import { createRunScreen } from '#e2e/pages/run.ts'
import { landscape } from '#sandbox/pictures/landscape.ts'
import { encodePng } from '#sandbox/pictures/png.ts'
import { DEFAULT_LIMITS, DEFAULT_STORE } from '#shared/model/connection-facts.ts'

/** A day's work: workflow, and what it ran on. Handles that begin with “Gone” are refused by the Sandbox. */
const DAY: readonly (readonly [workflow: string, sources: readonly string[]])[] = [
  [
    'Virus scan',
    [
      'https://uploads.example.com/incoming/supplier-price-list-2026.xlsx',
      'https://uploads.example.com/incoming/catalogue-autumn.pdf',
      'Wn4kTz8RqLb2VxHs6YcA',
    ],
  ],
  [
    'Document text',
    [
      'https://files.example.com/invoices/2026/inv-10442.png',
      'src://scans/delivery-notes/dn-5521.jpg',
      'K7mPd2XwQe9ZtUa4GvBn',
    ],
  ],
  [
    'Moderation',
    [
      'https://shop.example.com/media/reviews/48211/photo-1.jpg',
      'https://shop.example.com/media/reviews/48211/photo-2.jpg',
      'https://shop.example.com/media/reviews/48219/photo-1.jpg',
      'src://catalogue/shoes/red-sneaker.png',
      'src://catalogue/shoes/trail-runner-blue.png',
      'src://catalogue/outdoor/rain-jacket.png',
      'Q3pVxN7ySdGh2kLmT8Zw',
      'Gone4kTz8RqLb2VxHs6Y',
    ],
  ],
  ['Thumbnails', ['src://catalogue/shoes/red-sneaker.png', 'src://catalogue/bags/canvas-tote.png']],
]

/** Those of the longest run that the Sandbox takes. */
export const SOURCES = (DAY.find(([workflow]) => workflow === 'Moderation')?.[1] ?? []).filter(
  (source) => !source.startsWith('Gone'),
)

/** Runs a workflow of the Sandbox over sources, and waits for the end. */
export async function runSandbox(page: Page, workflow: string, sources: readonly string[]): Promise<void> {
  const run = createRunScreen(page)
  await createAppFrame(page).goTo('Run')
  if (await run.newRun.isVisible()) await run.newRun.click()
  await run.chooseWorkflow(workflow)
  await run.paste(sources.join('\n'))
  await run.run()
  await expect(run.jobs.grid).toBeVisible()
  await expect(page.getByText(/· took |^took /).first()).toBeVisible({ timeout: 30_000 })
}

/** The whole day, so that History has something to tell. */
export async function runDay({ page }: LaunchedApp): Promise<void> {
  for (const [workflow, sources] of DAY) await runSandbox(page, workflow, sources)
}

/** Waits until the result of the shown job has been read. */
export const waitForResult = (page: Page): Promise<void> =>
  createJobView(page).view.getByRole('tab', { name: 'JSON' }).waitFor()

/** Connections as a shop may have them; none of them is asked anything. */
export async function addConnections({ page }: LaunchedApp): Promise<void> {
  const common = {
    hosts: {
      cdn: 'https://cdn.filestackcontent.com',
      api: 'https://www.filestackapi.com',
      upload: 'https://upload.filestackapi.com',
    },
    sourceEncoding: 'percent',
    store: DEFAULT_STORE,
    limits: DEFAULT_LIMITS,
  }
  const appSecret = 'a secret that is none'
  const connections = [
    {
      name: 'Shop (live)',
      apiKey: 'AhT4kWqZpS8uYc2bN6vXez',
      production: true,
      colour: 'red',
      security: { kind: 'secret', appSecret },
    },
    {
      name: 'Shop (staging)',
      apiKey: 'BfR9dLmQ3tJx7sKw5gHnaz',
      production: false,
      colour: 'green',
      security: { kind: 'policy', ...signedPolicy(appSecret, inAnHour() + 90 * 86_400) },
    },
    {
      name: 'Playground',
      apiKey: 'CzP1vXc6yBn4mQw8eRt2uz',
      production: false,
      colour: 'violet',
      security: { kind: 'none' },
    },
  ]
  for (const connection of connections)
    expect(await requestFromMain(page, 'connections.save', { ...common, ...connection })).toMatchObject({
      ok: true,
    })
}

const PICTURES = [
  'harbour-at-dawn.png',
  'red-sneaker.png',
  'trail-runner-blue.png',
  'rain-jacket.png',
  'canvas-tote.png',
  'mountain-boots.png',
]

/** A folder as a shop may have it: pictures, papers, one picture twice, an empty file, hidden ones. */
export function writeShopFolder(disk: TestFolder): string {
  for (const [at, name] of PICTURES.entries())
    disk.writeBytes(`catalogue/${name}`, encodePng(640, 480, landscape(String(at), 640, 480)))
  disk.writeBytes('catalogue/spring/canvas-tote (copy).png', encodePng(640, 480, landscape('4', 640, 480)))
  disk.write('catalogue/spring/price-list.pdf', 182_000)
  disk.writeSparse('catalogue/spring/teaser.mp4', 72_000_000)
  disk.writeText('catalogue/spring/notes.csv', '')
  disk.writeText('catalogue/.hidden', 'x')
  disk.writeText('catalogue/Thumbs.db', 'x')
  return `${disk.folder}/catalogue`
}
