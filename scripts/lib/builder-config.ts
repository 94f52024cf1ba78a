import { Packager } from 'electron-builder'

/**
 * Checks a configuration file, and the package.json beside it, by electron-builder's own schema: what its build does
 * first. Rejects with a message that names the wrong key.
 */
export async function validateBuilderConfig(projectFolder: string, file: string): Promise<void> {
  await new Packager({ projectDir: projectFolder, config: file }).validateConfig()
}
