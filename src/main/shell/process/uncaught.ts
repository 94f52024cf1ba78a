/** Reports errors that nobody caught. The app goes on. */
export function handleUncaughtErrors(report: (message: string, cause: unknown) => void): void {
  process.on('uncaughtException', (cause) => report('Uncaught exception', cause))
  process.on('unhandledRejection', (cause) => report('Unhandled rejection', cause))
}
