export { RunScreen } from './run-screen.tsx'
export { SheetButton } from './batch/sheet-button.tsx'
