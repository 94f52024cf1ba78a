import { ListFilter } from 'lucide-react'
import { Button } from '#renderer/ui/button.tsx'
import { facetWords as words } from '#shared/text/facets.ts'

interface FacetsButtonProps {
  readonly isShown: boolean
  readonly onToggle: () => void
}

/** Shows and hides the values beside the list. */
export const FacetsButton = ({ isShown, onToggle }: FacetsButtonProps) => (
  <Button icon={ListFilter} title={words.show} aria-pressed={isShown} onClick={onToggle}>
    <span className="max-[1000px]:sr-only">{words.show}</span>
  </Button>
)
