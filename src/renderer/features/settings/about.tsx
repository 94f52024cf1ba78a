import type { ReactNode } from 'react'
import darkIcon from '#resources/icon-dark.svg'
import icon from '#resources/icon.svg'
import { useApp } from '#renderer/stores/app/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import { CopyButton } from '#renderer/ui/copy-button.tsx'
import { MiddleEllipsis } from '#renderer/ui/middle-ellipsis.tsx'
import { appWords } from '#shared/text/app.ts'
import { settingsWords as words } from '#shared/text/settings.ts'

/** The version of the app, and where its data and its log are. */
export function About() {
  const { info, copy, showLog } = useApp()
  if (info === null) return null
  return (
    <div className="flex flex-col gap-4">
      <Mark />
      <dl className="flex flex-col gap-2">
        <Fact name={words.version}>{info.version}</Fact>
        <Fact name={words.runtime}>{words.on(info.runtime, info.platform)}</Fact>
        <Fact name={words.dataFolder}>
          <MiddleEllipsis text={info.dataFolder} tail={24} className="font-mono text-xs" />
          <CopyButton iconOnly label={words.copyDataFolder} onCopy={() => copy(info.dataFolder)} />
        </Fact>
        <Fact name={words.log}>
          <MiddleEllipsis text={info.logFile} tail={24} className="font-mono text-xs" />
          <CopyButton iconOnly label={words.copyLog} onCopy={() => copy(info.logFile)} />
          <Button small onClick={() => void showLog()}>
            {words.showLog}
          </Button>
        </Fact>
        <Fact name={words.keyring}>{words.keyringKinds[info.keyring]}</Fact>
      </dl>
    </div>
  )
}

/** The app's mark and name. The theme setting reaches the media query through Electron's own theme. */
function Mark() {
  return (
    <div className="flex items-center gap-3">
      <picture>
        <source srcSet={darkIcon} media="(prefers-color-scheme: dark)" />
        <img src={icon} alt="" className="size-12" />
      </picture>
      <span className="text-lg font-semibold">{appWords.name}</span>
    </div>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="flex min-h-6 items-center gap-3">
      <dt className="w-28 shrink-0 text-muted">{name}</dt>
      <dd className="flex min-w-0 items-center gap-2">{children}</dd>
    </div>
  )
}
