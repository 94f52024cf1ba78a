import { Component, type ErrorInfo, type ReactNode } from 'react'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { appWords } from '#shared/text/app.ts'

interface State {
  readonly broken: boolean
}

/** Keeps a bug in one pane from breaking the whole window. It starts anew with another React key. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { broken: false }

  static getDerivedStateFromError(): State {
    return { broken: true }
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error(error, info.componentStack)
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children
    return (
      <div role="alert" className="flex h-full grow">
        <EmptyState
          sentence={appWords.broken}
          action={<Button onClick={() => window.location.reload()}>{appWords.reload}</Button>}
        />
      </div>
    )
  }
}
