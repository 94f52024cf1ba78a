import react from '@vitejs/plugin-react'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'electron-vite'
import { createLicenceCollector } from './scripts/lib/collect-licences.ts'

// Beside the page, which shows it under About. The page is built last.
const licences = createLicenceCollector('licences.json')

export default defineConfig({
  main: {
    plugins: [licences.collect()],
    build: {
      rolldownOptions: {
        input: {
          index: 'src/main/index.ts',
          // The command line, and its threads where `threads.ts` looks for them. No chunk of it imports electron.
          cli: 'src/cli/index.ts',
          'storage/journal/writer.worker': 'src/main/storage/journal/writer.worker.ts',
          'storage/journal/reader.worker': 'src/main/storage/journal/reader.worker.ts',
          'files/lists/text/text-list.worker': 'src/main/files/lists/text/text-list.worker.ts',
          'files/lists/workbook/workbook.worker': 'src/main/files/lists/workbook/workbook.worker.ts',
          'filestack/results/body-file.worker': 'src/main/filestack/results/body-file.worker.ts',
          'sandbox/sandbox.worker': 'src/main/sandbox/sandbox.worker.ts',
        },
        output: { entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    plugins: [licences.collect()],
    build: {
      rolldownOptions: { output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    // A placeholder: the app:// handler puts a fresh nonce here for every response.
    html: { cspNonce: '__CSP_NONCE__' },
    // Hot reload: the window stays on app://, its socket has to be told where Vite listens.
    server: { port: 5173, strictPort: true, hmr: { protocol: 'ws', host: 'localhost', clientPort: 5173 } },
    // One chunk, read from disk: splitting it would only make the screens come later.
    build: { minify: true, chunkSizeWarningLimit: 1500 },
    worker: { format: 'es', plugins: () => [licences.collect()] },
    plugins: [react(), tailwindcss(), licences.write()],
  },
})
