import { Save, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useExports } from '#renderer/stores/exports/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { MAX_PRESET_NAME, type ExportSpec } from '#shared/model/export/index.ts'
import { exportWords as words } from '#shared/text/export.ts'

/** Cannot be the name of a preset: names have no blank at their beginning. */
const NONE = ' none'

interface PresetBarProps {
  readonly spec: ExportSpec
  readonly onChoose: (spec: ExportSpec) => void
}

/** Chooses, saves and removes ways to export that have a name. */
export function PresetBar({ spec, onChoose }: PresetBarProps) {
  const { presets, savePreset, removePreset } = useExports()
  const [chosen, setChosen] = useState(NONE)
  const [name, setName] = useState('')
  const save = async (): Promise<void> => {
    const saved = name.trim()
    if (saved !== '' && (await savePreset({ name: saved, spec: { ...spec, fields: [...spec.fields] } })))
      setChosen(saved)
  }
  return (
    <form
      className="flex flex-wrap items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <SelectField
        label={words.preset}
        value={presets.some((one) => one.name === chosen) ? chosen : NONE}
        options={[
          { id: NONE, label: words.noPreset },
          ...presets.map((one) => ({ id: one.name, label: one.name })),
        ]}
        onChange={(id) => {
          setChosen(id)
          const preset = presets.find((one) => one.name === id)
          if (preset === undefined) return
          setName(preset.name)
          onChoose(preset.spec)
        }}
      />
      {presets.some((one) => one.name === chosen) && (
        <IconButton
          label={words.removePreset(chosen)}
          icon={Trash2}
          onClick={() => void removePreset(chosen)}
        />
      )}
      <TextField
        label={words.presetName}
        value={name}
        maxLength={MAX_PRESET_NAME}
        className="w-48"
        onChange={setName}
      />
      <Button submit icon={Save} disabled={name.trim() === ''}>
        {words.savePreset}
      </Button>
    </form>
  )
}
