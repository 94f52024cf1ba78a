import { Notification } from 'electron'

/** Notifications on screen. Without a reference one would be garbage-collected, and its click lost. */
const shown = new Set<Notification>()

/** Shows a notification of the system, where it has them; `onClick` when the person clicks it. */
export function showNotification(title: string, body: string, onClick: () => void): void {
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
