import type { ReactNode } from 'react'
import { useSettings } from '#renderer/stores/settings/index.ts'
import { Banner } from '#renderer/ui/banner.tsx'
import { NumberField } from '#renderer/ui/number-field.tsx'
import { RadioGroup } from '#renderer/ui/radio-group.tsx'
import { Switch } from '#renderer/ui/switch.tsx'
import { TitleRow } from '#renderer/ui/title-row.tsx'
import { appWords } from '#shared/text/app.ts'
import { keepingWords } from '#shared/text/keeping.ts'
import { settingsWords as words } from '#shared/text/settings.ts'
import { About } from './about.tsx'
import { BackupSettings } from './backup-settings.tsx'
import { DiskUse } from './disk-use.tsx'
import { FileSettings } from './file-settings.tsx'
import { Licences } from './licences.tsx'
import { RetentionSettings } from './retention-settings.tsx'

/** The settings and the About section. Every change is saved at once. */
export function SettingsScreen() {
  const { settings, error, set } = useSettings()
  if (settings === null) return null
  return (
    <>
      <TitleRow title={appWords.screens.settings} />
      <div className="min-h-0 grow overflow-y-auto">
        <div className="mx-auto flex max-w-160 flex-col gap-6 p-4">
          {error !== null && (
            <Banner tone="error">{`${words.notSaved} ${error.message} ${error.advice}`.trim()}</Banner>
          )}
          <Section title={words.appearance}>
            <RadioGroup
              label={words.theme.label}
              value={settings.theme}
              onChange={(theme) => void set({ theme })}
              options={[
                { id: 'system', ...words.theme.system },
                { id: 'light', ...words.theme.light },
                { id: 'dark', ...words.theme.dark },
              ]}
            />
          </Section>
          <Section title={words.start}>
            <RadioGroup
              label={words.resume.label}
              value={settings.resumeWaiting}
              onChange={(resumeWaiting) => void set({ resumeWaiting })}
              options={[
                { id: 'auto', ...words.resume.auto },
                { id: 'ask', ...words.resume.ask },
                { id: 'continue', ...words.resume.continue },
                { id: 'leave', ...words.resume.leave },
              ]}
            />
            <p className="pt-2 text-xs text-muted">{words.resume.meaning}</p>
          </Section>
          <Section title={words.runs}>
            <div className="w-1/2 pr-2">
              <NumberField
                label={words.firstResults}
                hint={words.firstResultsHint}
                wrong={words.between(1, 1000)}
                least={1}
                most={1000}
                value={settings.firstResults}
                onChange={(firstResults) => void set({ firstResults })}
              />
            </div>
          </Section>
          <Section title={words.files}>
            <FileSettings settings={settings} />
          </Section>
          <Section title={words.pictures}>
            <Switch
              label={words.blurFlagged}
              hint={words.blurFlaggedHint}
              checked={settings.blurFlagged}
              onChange={(blurFlagged) => void set({ blurFlagged })}
            />
          </Section>
          <Section title={keepingWords.title}>
            <div className="flex flex-col gap-6">
              <DiskUse />
              <RetentionSettings rule={settings.retention} />
              <BackupSettings />
            </div>
          </Section>
          <Section title={words.about}>
            <About />
          </Section>
          <Section title={words.licences.title}>
            <Licences />
          </Section>
        </div>
      </div>
    </>
  )
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title} className="flex flex-col gap-2">
      <h2 className="text-md">{title}</h2>
      <div className="rounded-card border border-line p-4">{children}</div>
    </section>
  )
}
