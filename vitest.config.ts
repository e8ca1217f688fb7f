import { defineConfig } from 'vitest/config'

/** Tests that need a large pack (`pack`) or a browser (`e2e`) are apart from those that need neither (`unit`). */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: ['test/model-pack/**', 'test/e2e/**', 'test/chaos/**', 'test/fuzz/long/**'],
          testTimeout: 20_000
        }
      },
      {
        test: {
          name: 'pack',
          include: ['test/model-pack/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false
        }
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          // A busy machine may take seconds to draw what a fast one draws at once.
          expect: { poll: { timeout: 20_000 } },
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false
        }
      }
    ]
  }
})
