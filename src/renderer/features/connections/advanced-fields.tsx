import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#renderer/ui/button.tsx'
import { cx } from '#renderer/ui/cx.ts'
import { RadioGroup } from '#renderer/ui/radio-group.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { DEFAULT_HOSTS } from '#shared/model/connection-facts.ts'
import { connections } from '#shared/text/connections.ts'
import type { FormPartProps } from './connection-form.tsx'
import { hostsOfCname } from './form-state.ts'

const words = connections.form
const HOSTS = ['cdn', 'api', 'upload'] as const

/** Hosts and the way external URLs are written: what few people need to change. */
export function AdvancedFields({ form, errors, onChange }: FormPartProps) {
  const faulty = HOSTS.some((host) => errors[`hosts.${host}`] !== undefined)
  const [opened, setOpened] = useState(() => HOSTS.some((host) => form.hosts[host] !== DEFAULT_HOSTS[host]))
  const open = opened || faulty
  const fill = (cname: string): boolean => {
    const hosts = hostsOfCname(cname, form.hosts)
    if (hosts !== null) onChange({ hosts })
    return hosts !== null
  }
  return (
    <section className="flex flex-col gap-3">
      <button
        type="button"
        aria-expanded={open}
        aria-controls="connection-advanced"
        onClick={() => setOpened(!open)}
        className="flex h-7 items-center gap-1.5 self-start rounded pr-2 text-muted hover:text-text"
      >
        <ChevronRight aria-hidden size={14} className={cx('transition-transform', open && 'rotate-90')} />
        {words.advanced}
      </button>
      {open && (
        <div id="connection-advanced" className="ml-5 flex flex-col gap-4">
          <Cname onFill={fill} />
          <div className="flex flex-col gap-3">
            {HOSTS.map((host) => (
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
          <RadioGroup
            label={words.encoding}
            value={form.sourceEncoding}
            onChange={(sourceEncoding) => onChange({ sourceEncoding })}
            options={[
              { id: 'percent', ...words.encodings.percent },
              { id: 'base64', ...words.encodings.base64 },
            ]}
          />
        </div>
      )}
    </section>
  )
}

/** Fills the hosts from a domain of one's own. `onFill` says whether it was one. */
function Cname({ onFill }: { readonly onFill: (cname: string) => boolean }) {
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
