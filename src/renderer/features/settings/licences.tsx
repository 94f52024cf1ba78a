import { useEffect, useState } from 'react'
import { loadLicences, type ShippedLicence } from '#renderer/stores/licences/index.ts'
import { TextField } from '#renderer/ui/text-field.tsx'
import { settingsWords as words } from '#shared/text/settings.ts'

/** The packages that are a part of the app, with their licences: searched by name or licence, each with its whole text. */
export function Licences() {
  const [packages, setPackages] = useState<readonly ShippedLicence[] | null>(null)
  const [search, setSearch] = useState('')
  useEffect(() => {
    let isShown = true
    const load = async (): Promise<void> => {
      const loaded = await loadLicences()
      if (isShown) setPackages(loaded)
    }
    void load()
    return () => {
      isShown = false
    }
  }, [])
  if (packages === null) return null
  if (packages.length === 0) return <p className="text-muted">{words.licences.none}</p>
  const wanted = search.trim().toLowerCase()
  const found = packages.filter(({ name, licence }) => `${name} ${licence}`.toLowerCase().includes(wanted))
  return (
    <div className="flex flex-col gap-2">
      <p className="text-muted">{words.licences.meaning(packages.length)}</p>
      <TextField label={words.licences.search} value={search} onChange={setSearch} />
      <ul aria-label={words.licences.title} className="max-h-80 overflow-y-auto rounded border border-line">
        {found.map((one) => (
          <li key={`${one.name} ${one.version}`} className="border-b border-line last:border-b-0">
            <Licence {...one} />
          </li>
        ))}
      </ul>
      <output className="text-xs text-muted">{words.licences.found(found.length)}</output>
    </div>
  )
}

function Licence({ name, version, licence, text }: ShippedLicence) {
  return (
    <details>
      <summary className="flex cursor-pointer items-baseline gap-2 px-3 py-1.5">
        <span className="min-w-0 grow truncate">{name}</span>
        <span className="text-xs text-muted">{version}</span>
        <span className="text-xs">{licence}</span>
      </summary>
      <pre className="px-3 pb-3 font-mono text-xs whitespace-pre-wrap text-muted">
        {text === '' ? words.licences.noText(licence) : text}
      </pre>
    </details>
  )
}
