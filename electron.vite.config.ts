import react from '@vitejs/plugin-react'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'electron-vite'

export default defineConfig({
  main: {
    build: {
      rolldownOptions: { input: { index: 'src/main/index.ts' } },
    },
  },
  preload: {
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
    build: { minify: true, chunkSizeWarningLimit: 900 },
    worker: { format: 'es' },
    plugins: [react(), tailwindcss()],
  },
})
