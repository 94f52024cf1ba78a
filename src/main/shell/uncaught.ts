/** Errors of main that nobody caught: told to `report`, the app goes on. */
export function catchUncaught(report: (message: string, cause: unknown) => void): void {
  process.on('uncaughtException', (cause) => report('Uncaught exception', cause))
  process.on('unhandledRejection', (cause) => report('Unhandled rejection', cause))
}
