export { FacetPanel } from './facet-panel.tsx'
export { FacetsButton } from './facets-button.tsx'
export { useFacetsShown } from './use-facets-shown.ts'
