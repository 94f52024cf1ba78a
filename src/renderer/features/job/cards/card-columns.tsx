import { useLayoutEffect, useRef, useState, type ReactNode } from 'react'

/** From this width on there is room for two columns. */
const TWO_COLUMNS_PX = 900

/** Cards in one column, or two where there is room. A card stays in its column when others change their height. */
export function CardColumns({ children }: { readonly children: readonly ReactNode[] }) {
  const box = useRef<HTMLDivElement>(null)
  const [two, setTwo] = useState(false)
  useLayoutEffect(() => {
    const element = box.current
    if (element === null) return undefined
    const measure = (): void => setTwo(element.clientWidth >= TWO_COLUMNS_PX)
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    measure()
    return () => observer.disconnect()
  }, [])
  const column = (rest: number): readonly ReactNode[] => children.filter((_, at) => at % 2 === rest)
  return (
    <div ref={box} className="flex items-start gap-3">
      <Column>{two ? column(0) : children}</Column>
      {two && children.length > 1 && <Column>{column(1)}</Column>}
    </div>
  )
}

const Column = ({ children }: { readonly children: readonly ReactNode[] }) => (
  <div className="flex min-w-0 grow basis-0 flex-col gap-3">{children}</div>
)
