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
    build: { minify: true },
    worker: { format: 'es' },
    plugins: [react(), tailwindcss()],
  },
})
