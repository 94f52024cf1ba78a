// Imported first by tests of what uses electron-store: it imports the npm package `electron`, which outside of Electron is
// the path of the binary, and would fetch the binary to find it.
process.env['ELECTRON_OVERRIDE_DIST_PATH'] ??= 'not-used'
