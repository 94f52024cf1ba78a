import type { Locator } from '@playwright/test'
import { expect, test } from '#e2e/fixtures/app.ts'
import { createThemeCheck } from '#e2e/fixtures/axe.ts'
import { connect, handle } from '#e2e/fixtures/connected.ts'
import { finishedBody, startHostileServer, type HostileServer } from '#e2e/fixtures/hostile-server.ts'
import { drawPhoto } from '#e2e/fixtures/photo.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createJobView } from '#e2e/pages/job.ts'
import { createRunScreen } from '#e2e/pages/run.ts'

const PATIENT = { timeout: 30_000 }

type Edges = readonly [left: number, top: number, right: number, bottom: number]

const box = ([left, top, right, bottom]: Edges) => [
  { x: left, y: top },
  { x: right, y: top },
  { x: right, y: bottom },
  { x: left, y: bottom },
]
const ocr = (...lines: readonly Edges[]) => ({
  document: {
    text_areas: [
      { lines: lines.map((edges, at) => ({ text: `line ${at + 1}`, bounding_box: box(edges), words: [] })) },
    ],
  },
  text: lines.map((_, at) => `line ${at + 1}`).join('\n'),
})

/** What a source is as a picture, and what its result says. */
interface Shown {
  readonly picture: Uint8Array
  readonly results: unknown
}

const servers: HostileServer[] = []
test.afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

/** A service that has pictures under handles, and results of the test's own making. */
async function startService(shown: ReadonlyMap<string, Shown>): Promise<HostileServer> {
  const sources = new Map<string, string>()
  const server = await startHostileServer(({ path }) => {
    const [, source = ''] = /\/run_workflow=[^/]+\/([^/]+)$/.exec(path) ?? []
    if (source !== '') {
      const jobid = `7dba00f5-aee2-4f65-bd16-${String(sources.size + 1).padStart(12, '0')}`
      sources.set(jobid, source)
      return { body: { jobid, status: 'Started', workflow: '', sources: [] } }
    }
    const [, jobid = ''] = /workflow_status=job_id:([\w-]+)/.exec(path) ?? []
    const result = shown.get(sources.get(jobid) ?? '')
    if (result !== undefined) return { body: finishedBody(jobid, result.results) }
    const picture = shown.get(path.slice(path.lastIndexOf('/') + 1))?.picture
    return picture === undefined ? null : { body: picture }
  })
  servers.push(server)
  return server
}

/** Edges of the drawn regions in % of the picture as it stands on the screen, rounded. */
async function readRegions(figure: Locator): Promise<readonly Edges[]> {
  return figure.evaluate((element) => {
    const picture = element.querySelector('img')?.getBoundingClientRect()
    if (picture === undefined) return []
    return [...element.querySelectorAll('polygon')].map((polygon): Edges => {
      const { left, top, right, bottom } = polygon.getBoundingClientRect()
      const across = (x: number): number => Math.round(((x - picture.left) / picture.width) * 100)
      const down = (y: number): number => Math.round(((y - picture.top) / picture.height) * 100)
      return [across(left), down(top), across(right), down(bottom)]
    })
  })
}

/** Whether a picture is blurred at the moment. */
const isBlurred = (picture: Locator): Promise<boolean> =>
  picture.evaluate((element) => getComputedStyle(element).filter.startsWith('blur('))

// Would catch: boxes beside what they mean, of any shape: stretched with the window, or not turned with the photo.
test('the source stands beside its cards, with every place that its result names', async ({ launch }) => {
  const shown = new Map<string, Shown>()
  const started = await launch()
  const { page } = started
  const upright = await drawPhoto(page, { width: 400, height: 300 })
  const turned = await drawPhoto(page, { width: 400, height: 300, orientation: 6 })
  shown.set(handle(0), {
    picture: upright,
    results: {
      ocr_1: { data: ocr([40, 30, 200, 60], [40, 90, 120, 120]) },
      blocks_2: {
        text: 'far',
        blocks: [{ lines: [{ text: 'far', bounding_box: box([200, 240, 400, 300]) }] }],
      },
      doc_detection_3: { coords: { x: 20, y: 30, width: 360, height: 240 } },
      corners_4: { detected: true, corners: box([0, 0, 100, 150]) },
    },
  })
  // In the px of the file: too far right for the photo as it is shown, 300 px wide.
  shown.set(handle(1), { picture: turned, results: { ocr_1: { data: ocr([320, 0, 400, 60]) } } })
  // In the px of the photo as it is shown: too far down for the file, 300 px high.
  shown.set(handle(2), { picture: turned, results: { ocr_1: { data: ocr([0, 320, 60, 400]) } } })
  shown.set(handle(3), { picture: turned, results: { ocr_1: { data: ocr([0, 0, 40, 60]) } } })
  await connect(started, await startService(shown))
  const run = createRunScreen(page)
  await run.paste([0, 1, 2, 3].map(handle).join('\n'))
  await run.run()
  await expect(run.count('Finished', 4)).toBeVisible(PATIENT)
  const history = createHistoryScreen(page)
  const { view } = createJobView(page)
  const figure = view.getByRole('figure', { name: 'Picture of the source' })
  const regions = () => readRegions(figure)
  await history.open()

  await test.step('each shape, in % of the picture', async () => {
    await run.jobs.choose(handle(0))
    await expect(figure.getByText('400 × 300 px')).toBeVisible()
    await expect.poll(regions).toEqual([
      [10, 10, 50, 20],
      [10, 30, 30, 40],
      [50, 80, 100, 100],
      [5, 10, 95, 90],
      [0, 0, 25, 50],
    ])
    await expect(figure.getByRole('img', { name: '3 lines of text and a document' })).toBeVisible()
    // Their cards show what was read, and draw no second frame.
    await expect(view.getByRole('region', { name: /ocr_1/ }).getByText('line 2')).toBeVisible()
    await expect(view.getByRole('region', { name: /doc_detection_3/ }).getByText('360 px')).toBeVisible()
    await expect(view.getByRole('img', { name: 'Where the text stands' })).toHaveCount(0)
  })

  await test.step('a line lights its box', async () => {
    const light = (at: number) =>
      figure
        .locator('polygon')
        .nth(at)
        .evaluate((polygon) => getComputedStyle(polygon).fill)
    const quiet = await light(1)
    await view.getByRole('listitem').filter({ hasText: 'line 2' }).hover()
    await expect.poll(() => light(1)).not.toBe(quiet)
    expect(await light(0)).toBe(quiet)
  })

  await test.step('a photo of EXIF orientation 6, in the px of its file', async () => {
    await run.jobs.choose(handle(1))
    await expect(figure.getByText('300 × 400 px')).toBeVisible()
    await expect.poll(regions).toEqual([[80, 80, 100, 100]])
  })
  await test.step('and in the px of what is shown', async () => {
    await run.jobs.choose(handle(2))
    await expect.poll(regions).toEqual([[0, 80, 20, 100]])
  })
  await test.step('where both are possible, the person turns the boxes', async () => {
    await run.jobs.choose(handle(3))
    await expect.poll(regions).toEqual([[0, 0, 13, 15]])
    await figure.getByRole('button', { name: 'Turn the boxes' }).click()
    await expect.poll(regions).toEqual([[80, 0, 100, 10]])
  })

  await test.step('whole, in every window and both themes', async () => {
    await run.jobs.openFullScreen(handle(0))
    for (const [width, height] of [
      [1280, 800],
      [900, 600],
      [640, 400],
    ] as const) {
      await page.setViewportSize({ width, height })
      await expect.poll(regions).toContainEqual([10, 30, 30, 40])
      const side = await figure.boundingBox()
      expect(side?.width ?? 0).toBeGreaterThan(100)
      await createThemeCheck(page)(`cards at ${width} px`)
    }
  })
})

// Would catch: a picture that nobody wanted to see, on the screen at once, or for somebody who only holds a key elsewhere.
test('pictures of flagged jobs are blurred in list, panel and screen until the key is held', async ({
  launch,
}) => {
  const shown = new Map<string, Shown>()
  const started = await launch()
  const { page } = started
  const picture = await drawPhoto(page, { width: 400, height: 300 })
  shown.set(handle(0), { picture, results: { sfw_1: { data: { sfw: false } } } })
  shown.set(handle(1), { picture, results: { sfw_1: { data: { sfw: true } } } })
  await connect(started, await startService(shown))
  const run = createRunScreen(page)
  await run.paste([handle(0), handle(1)].join('\n'))
  await run.run()
  await expect(run.count('Finished', 2)).toBeVisible(PATIENT)
  await createHistoryScreen(page).open()
  const { view } = createJobView(page)
  const large = view.getByRole('img', { name: /^Picture of the source/ })

  for (const show of ['choose', 'openFullScreen'] as const) {
    await run.jobs[show](handle(0))
    await expect(large).toHaveAccessibleName('Picture of the source, flagged and blurred. Hold V to see it.')
    await expect.poll(() => isBlurred(large)).toBe(true)
    await expect(view.getByText('Flagged: hold V to see it')).toBeVisible()
    await page.keyboard.down('v')
    expect(await isBlurred(large)).toBe(false)
    await expect(view.getByText('Flagged: hold V to see it')).toBeHidden()
    await page.keyboard.up('v')
    expect(await isBlurred(large)).toBe(true)
  }

  await test.step('a letter that is typed shows nothing', async () => {
    await page.keyboard.press('Escape')
    const history = createHistoryScreen(page)
    await history.search.focus()
    await page.keyboard.down('v')
    expect(await page.evaluate(() => document.documentElement.hasAttribute('data-unveiled'))).toBe(false)
    await page.keyboard.up('v')
    await history.search.fill('')
  })

  await test.step('others are not blurred, and none is when it is switched off', async () => {
    await run.jobs.choose(handle(1))
    await expect(large).toHaveAccessibleName('Picture of the source')
    expect(await isBlurred(large)).toBe(false)
    await createAppFrame(page).goTo('Settings')
    await page.getByRole('switch', { name: /^Blur pictures of flagged jobs/ }).click()
    await createAppFrame(page).goTo('History')
    await run.jobs.choose(handle(0))
    await expect(large).toHaveAccessibleName('Picture of the source')
    expect(await isBlurred(large)).toBe(false)
  })
})
