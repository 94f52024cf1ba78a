import { expect, test } from 'vitest'
import { handles, linesOf, sceneWith, TEST_TIMEOUT_MS } from './testing/command.ts'

interface Answer {
  readonly results: { readonly tags_1571950225779?: { readonly data: { readonly tags: Tags } } }
}
interface Tags {
  readonly auto: Readonly<Record<string, number>>
  readonly user: Readonly<Record<string, number>> | null
}

// Would catch: a history of the command line whose results nobody reads, a bound that is not heeded, a query that is understood by half.
test(
  'jobs are listed by what their results say, right after the run',
  { timeout: TEST_TIMEOUT_MS },
  async () => {
    const { call, run } = await sceneWith()
    const jobs = linesOf((await run(...handles(4)).ended).stdout).map(({ job }) => String(job))
    const labels = new Map<string, Tags['auto']>()
    for (const job of jobs) {
      const { results } = JSON.parse(String((await call('show', job, '--raw').ended).stdout)) as Answer
      const { auto, user } = results.tags_1571950225779?.data.tags ?? {}
      labels.set(job, { ...auto, ...user })
    }
    const list = async (query: string): Promise<readonly string[]> => {
      const { code, stdout } = await call('list', query).ended
      expect(code).toBe(0)
      return linesOf(stdout)
        .map(({ job }) => String(job))
        .toSorted()
    }
    const having = (isMeant: (label: string, sure: number) => boolean): readonly string[] =>
      jobs
        .filter((job) => Object.entries(labels.get(job) ?? {}).some(([label, sure]) => isMeant(label, sure)))
        .toSorted()
    const [label, sure] = [...labels.values()].flatMap((each) => Object.entries(each))[0] ?? ['', 0]
    expect(label).not.toBe('')
    expect(await list(`tag:"${label}">=${sure}`)).toEqual(
      having((other, otherSure) => other === label && otherSure >= sure),
    )
    expect(await list('task:tags_5 tag:*>90')).toEqual(having((_, otherSure) => otherSure > 90))
    const wrong = await call('list', 'state:finished tag:weapon>=sixty').ended
    expect(wrong.code).toBe(2)
    expect(wrong.stderr).toContain('state:finished tag:weapon>=sixty\n                 ^^^^^^^^^^^^^^^^^\n')
  },
)
