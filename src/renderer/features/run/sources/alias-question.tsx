import { useState, type FormEvent } from 'react'
import { useDraft } from '#renderer/stores/draft/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { isAliasName } from '#shared/model/source.ts'
import { runWords as words } from '#shared/text/run.ts'

/** Asks for the alias of a bucket whose listing was pasted: its objects are sources then. */
export function AliasQuestion({ listed }: { readonly listed: number }) {
  const [alias, setAlias] = useState('')
  const nameAlias = useDraft((store) => store.nameAlias)
  const isName = isAliasName(alias)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (isName) nameAlias(alias)
  }
  return (
    <form className="flex items-center gap-2" onSubmit={submit}>
      <TextField
        bare
        mono
        label={words.sources.alias}
        placeholder={words.sources.alias}
        title={alias === '' || isName ? undefined : words.sources.badAlias}
        value={alias}
        onChange={setAlias}
        className="w-44"
      />
      <Button small submit disabled={!isName}>
        {words.sources.useAlias(listed)}
      </Button>
    </form>
  )
}
