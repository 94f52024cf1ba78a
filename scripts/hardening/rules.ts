import type { HardeningRule } from './rule.ts'
import { BRIDGE_RULES } from './bridge-rules.ts'
import { DATA_RULES } from './data-rules.ts'
import { PACKAGE_RULES } from './package-rules.ts'
import { PAGE_RULES } from './page-rules.ts'

/** Every rule that `npm run test:hardening -- --mutate` takes away. A new rule of the hardening gets a row. */
export const HARDENING_RULES: readonly HardeningRule[] = [
  ...PAGE_RULES,
  ...BRIDGE_RULES,
  ...DATA_RULES,
  ...PACKAGE_RULES,
]
