import { create } from 'zustand'

export interface Toast {
  readonly text: string
  readonly tone: 'info' | 'error'
  readonly action?: { readonly label: string; readonly onClick: () => void }
}

/** The toast shown at the moment. */
export const useToast = create<{ readonly toast: Toast | null }>()(() => ({ toast: null }))

/** Shows a message that belongs to no place on the screen; the newest replaces the one before. */
export function toast(toast: Toast): void {
  useToast.setState({ toast })
}

export const dismissToast = (): void => useToast.setState({ toast: null })
