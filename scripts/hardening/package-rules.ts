import type { HardeningRule } from './rule.ts'

const BUILDER = 'electron-builder.yml'
const BUILDER_TEST = 'scripts/packaged-hardening.test.ts'

const fuse = (name: string, key: string, safe: boolean): HardeningRule => ({
  name,
  file: BUILDER,
  from: `${key}: ${safe}`,
  to: `${key}: ${!safe}`,
  test: BUILDER_TEST,
})

/** Rules about the package that people install. */
export const PACKAGE_RULES: readonly HardeningRule[] = [
  fuse('Fuse: the executable is no Node', 'runAsNode', false),
  fuse('Fuse: cookies are encrypted', 'enableCookieEncryption', true),
  fuse('Fuse: NODE_OPTIONS is not read', 'enableNodeOptionsEnvironmentVariable', false),
  fuse('Fuse: no debugger by arguments', 'enableNodeCliInspectArguments', false),
  fuse('Fuse: the archive is checked against its hash', 'enableEmbeddedAsarIntegrityValidation', true),
  fuse('Fuse: only the archive is loaded', 'onlyLoadAppFromAsar', true),
  fuse('Fuse: file addresses have no privileges', 'grantFileProtocolExtraPrivileges', false),
  {
    name: 'The menu entry of Linux starts the app with its sandbox',
    file: BUILDER,
    from: '  executableArgs: []\n',
    to: '',
    test: BUILDER_TEST,
  },
  {
    name: 'Only programs of the lockfile run where signing secrets are',
    file: '.github/workflows/release.yml',
    from: 'node node_modules/electron-builder/cli.js --publish',
    to: 'npx electron-builder --publish',
    test: BUILDER_TEST,
  },
]
