import react from '@vitejs/plugin-react'
import { resolve } from 'node:path'
import { defineConfig } from 'electron-vite'

const fromRoot = (path: string) => resolve(import.meta.dirname, path)

/** Five entries run in Node or Electron, one is the preload (CommonJS: the sandbox loads nothing else), one the page. */
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      target: 'node22',
      rollupOptions: {
        input: {
          electron: fromRoot('src/main/electron.ts'),
          server: fromRoot('src/main/server.ts'),
          cli: fromRoot('src/main/cli.ts'),
          'engine-process': fromRoot('src/main/engine/process.ts'),
          'probe-worker': fromRoot('src/main/pipeline/0-import/probe-worker.ts')
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' }
      }
    }
  },
  preload: {
    build: {
      outDir: 'out/preload',
      rollupOptions: {
        input: { index: fromRoot('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' }
      },
      // A sandboxed preload can require nothing but electron itself: everything else is bundled.
      externalizeDeps: false
    }
  },
  renderer: {
    root: fromRoot('src/renderer'),
    plugins: [react()],
    build: {
      outDir: 'out/renderer',
      minify: true,
      rollupOptions: { input: fromRoot('src/renderer/index.html') },
      // The content security policy has no data: in script-src or style-src, and inlined modules would need it.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false }
    }
  }
})
