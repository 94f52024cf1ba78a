import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import type { StoreOptions } from '#shared/model/upload.ts'
import { connectionWords } from '#shared/text/connections.ts'
import type { FormPartProps } from './form-state.ts'

const words = connectionWords.form
const STORAGE_LOCATIONS = ['s3', 'gcs', 'azure', 'dropbox', 'rackspace'] as const
const STORAGE_ACCESSES = ['', 'public', 'private'] as const

/** The fields for where Filestack keeps the files that this connection uploads. */
export function StorageFields({ form: { store }, onChange }: FormPartProps) {
  const change = (patch: Partial<StoreOptions>): void => onChange({ store: { ...store, ...patch } })
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="font-semibold">{words.storage}</legend>
      <p className="text-xs text-muted">{words.storageHint}</p>
      <div className="grid grid-cols-2 gap-x-4 gap-y-3">
        <SelectField
          label={words.location}
          value={store.location}
          onChange={(location) => change({ location })}
          options={STORAGE_LOCATIONS.map((id) => ({ id, label: words.locations[id] }))}
        />
        <SelectField
          label={words.access}
          value={store.access}
          onChange={(access) => change({ access })}
          options={STORAGE_ACCESSES.map((id) => ({ id, label: words.accesses[id] }))}
        />
        <TextField
          mono
          label={words.container}
          hint={words.containerHint}
          value={store.container}
          onChange={(container) => change({ container })}
          maxLength={256}
        />
        <TextField
          mono
          label={words.region}
          hint={words.regionHint}
          value={store.region}
          onChange={(region) => change({ region })}
          maxLength={64}
        />
        <TextField
          mono
          className="col-span-2"
          label={words.path}
          hint={words.pathHint}
          value={store.path}
          onChange={(path) => change({ path })}
          maxLength={1024}
        />
      </div>
    </fieldset>
  )
}
