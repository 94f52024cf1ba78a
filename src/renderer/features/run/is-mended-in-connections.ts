import type { AppError } from '#shared/errors/app-error.ts'

/** Whether an error is about the connection's key, security or hosts. */
export const isMendedInConnections = ({ code }: AppError): boolean =>
  /^(?:policy|signature|connection)\./.test(code) ||
  code === 'service.forbidden' ||
  code === 'service.unauthorised'
