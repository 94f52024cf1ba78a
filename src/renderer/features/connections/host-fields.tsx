import { useState } from 'react'
import { Button } from '#renderer/ui/button.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { DEFAULT_HOSTS } from '#shared/model/connection-facts.ts'
import { connectionWords } from '#shared/text/connections.ts'
import { toCnameHosts, type FormPartProps } from './form-state.ts'

const words = connectionWords.form
const HOST_NAMES = ['cdn', 'api', 'upload'] as const

/** The fields for the hosts of the service. */
export function HostFields({ form, errors, onChange }: FormPartProps) {
  const fill = (cname: string): boolean => {
    const hosts = toCnameHosts(cname, form.hosts)
    if (hosts !== null) onChange({ hosts })
    return hosts !== null
  }
  return (
    <div className="flex flex-col gap-3">
      <CnameField onFill={fill} />
      {HOST_NAMES.map((host) => (
        <TextField
          key={host}
          mono
          label={words.hosts[host]}
          value={form.hosts[host]}
          onChange={(value) => onChange({ hosts: { ...form.hosts, [host]: value } })}
          error={errors[`hosts.${host}`]}
        />
      ))}
      <Button small className="self-start" onClick={() => onChange({ hosts: DEFAULT_HOSTS })}>
        {words.hostsReset}
      </Button>
    </div>
  )
}

/** Fills the hosts from a custom domain. `onFill` answers whether the text was a domain. */
function CnameField({ onFill }: { readonly onFill: (cname: string) => boolean }) {
  const [cname, setCname] = useState('')
  const [bad, setBad] = useState(false)
  const apply = (): void => setBad(!onFill(cname))
  return (
    <div className="flex items-start gap-2">
      <TextField
        mono
        label={words.cname}
        placeholder={words.cnameExample}
        hint={words.cnameHint}
        error={bad ? words.cnameBad : undefined}
        value={cname}
        onChange={(typed) => {
          setCname(typed)
          setBad(false)
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          apply()
        }}
        className="grow"
      />
      <Button className="mt-6.5" onClick={apply}>
        {words.cnameApply}
      </Button>
    </div>
  )
}
