import { useSettings } from '#renderer/stores/settings/index.ts'
import { NumberField } from '#renderer/ui/number-field.tsx'
import { RadioGroup } from '#renderer/ui/radio-group.tsx'
import { Switch } from '#renderer/ui/switch.tsx'
import type { Settings } from '#shared/model/settings.ts'
import { settingsWords as words } from '#shared/text/settings.ts'

/** The settings about files: how local files are uploaded, and whether output files are kept. */
export function FileSettings({ settings }: { readonly settings: Settings }) {
  const set = useSettings((store) => store.set)
  return (
    <div className="flex flex-col gap-4">
      <RadioGroup
        label={words.known.label}
        value={settings.knownFiles}
        onChange={(knownFiles) => void set({ knownFiles })}
        options={[
          { id: 'ask', ...words.known.ask },
          { id: 'reuse', ...words.known.reuse },
          { id: 'always', ...words.known.always },
        ]}
      />
      <div className="grid grid-cols-2 gap-4">
        <NumberField
          label={words.uploadFiles}
          hint={words.uploadFilesHint}
          wrong={words.between(1, 16)}
          least={1}
          most={16}
          value={settings.uploadFiles}
          onChange={(uploadFiles) => void set({ uploadFiles })}
        />
        <NumberField
          label={words.uploadParts}
          hint={words.uploadPartsHint}
          wrong={words.between(1, 32)}
          least={1}
          most={32}
          value={settings.uploadParts}
          onChange={(uploadParts) => void set({ uploadParts })}
        />
      </div>
      <Switch
        label={words.keepProduced}
        hint={words.keepProducedHint}
        checked={settings.keepOutputFiles}
        onChange={(keepOutputFiles) => void set({ keepOutputFiles })}
      />
    </div>
  )
}
