export { RunScreen } from './run-screen.tsx'
export { SheetButton } from './sheet-button.tsx'
