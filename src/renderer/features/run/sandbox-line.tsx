import { useNavigation } from '#renderer/stores/navigation/index.ts'
import { Banner } from '#renderer/ui/banner.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { runWords as words } from '#shared/text/run.ts'

/** Says that the Sandbox is active, with a button to connect an application. */
export function SandboxLine() {
  const open = useNavigation((store) => store.open)
  return (
    <Banner
      tone="info"
      action={
        <Button small variant="plain" onClick={() => open({ name: 'connections', edit: 'new', next: 'run' })}>
          {words.connectApplication}
        </Button>
      }
    >
      {words.sandbox}
    </Banner>
  )
}
