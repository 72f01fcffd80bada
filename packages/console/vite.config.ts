/** Builds the console into dist/, served by the platform under /console/. */
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { precompress } from './build/precompress.ts'

export default defineConfig({
  base: '/console/',
  root: import.meta.dirname,
  html: { cspNonce: '__CSP_NONCE__' },
  plugins: [react(), precompress()],
  build: { target: 'es2023', sourcemap: false, reportCompressedSize: false, chunkSizeWarningLimit: 900 },
})
