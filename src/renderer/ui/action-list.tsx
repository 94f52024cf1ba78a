import { useRef, type ComponentProps } from 'react'
import { useOneTabStop } from '#renderer/lib/use-one-tab-stop.ts'

/** A list whose rows have buttons: one stop of the Tab key, with arrows inside. */
export function ActionList(props: ComponentProps<'ul'>) {
  const list = useRef<HTMLUListElement>(null)
  useOneTabStop(list)
  return <ul {...props} ref={list} />
}

/** The rows of a table that have buttons: one stop of the Tab key, with arrows inside. */
export function ActionRows(props: ComponentProps<'tbody'>) {
  const rows = useRef<HTMLTableSectionElement>(null)
  useOneTabStop(rows)
  return <tbody {...props} ref={rows} />
}
