import { Notification } from 'electron'

/** Shown notifications: one that nobody holds is collected, and its click is lost. */
const shown = new Set<Notification>()

/** Says something on the desktop; `onClick` when the person asks for more. Nothing where the system has none. */
export function notify(title: string, body: string, onClick: () => void): void {
  if (!Notification.isSupported()) return
  const notification = new Notification({ title, body })
  shown.add(notification)
  notification.once('click', () => {
    shown.delete(notification)
    onClick()
  })
  notification.once('close', () => shown.delete(notification))
  notification.show()
}
