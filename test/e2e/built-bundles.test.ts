/** What was built, read as text: properties that only the bundles have. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

const out = resolve(import.meta.dirname, '../../out')

/** A bundle with all chunks that it reaches through static and dynamic imports. */
function readWithChunks(file: string, seen = new Set<string>()): string {
  if (seen.has(file)) return ''
  seen.add(file)
  const text = readFileSync(file, 'utf8')
  const chunks = [...text.matchAll(/["']((?:\.{1,2}\/)[^"']+\.js)["']/g)].map(([, path = '']) => resolve(file, '..', path))
  return [text, ...chunks.map((chunk) => readWithChunks(chunk, seen))].join('\n')
}

const importsOf = (text: string) => [...text.matchAll(/(?:from|import|require\()\s*["']([^"'.][^"']*)["']/g)].map(([, name]) => name)

test.each(['server.js', 'cli.js', 'engine-process.js'])('%s does not import electron', (name) => {
  expect(importsOf(readWithChunks(join(out, 'main', name)))).not.toContain('electron')
})

test('only the engine loads ONNX Runtime', () => {
  expect(importsOf(readWithChunks(join(out, 'main', 'engine-process.js')))).toContain('onnxruntime-node')
  for (const name of ['server.js', 'electron.js']) {
    expect(importsOf(readWithChunks(join(out, 'main', name))), name).not.toContain('onnxruntime-node')
  }
})

test('the preload is CommonJS and requires electron alone', () => {
  const text = readFileSync(join(out, 'preload', 'index.cjs'), 'utf8')
  expect(text).not.toMatch(/^\s*(?:import|export)\s/m)
  expect(importsOf(text)).toEqual(['electron'])
})

test('the page holds no inline script or style, and its scripts are at most 600 kB compressed', () => {
  const page = readFileSync(join(out, 'renderer', 'index.html'), 'utf8')
  expect(page).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=|javascript:/i)
  const assets = join(out, 'renderer', 'assets')
  const sizes = readdirSync(assets)
    .filter((name) => name.endsWith('.js'))
    .map((name) => gzipSync(readFileSync(join(assets, name))).byteLength)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(600_000)
})
