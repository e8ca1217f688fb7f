import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { locateApplication, version } from '../../src/main/application.ts'

const root = resolve(import.meta.dirname, '../..')

test('the application is found from the sources and from wherever the bundler puts a module', () => {
  expect(locateApplication()).toBe(root)
  expect(locateApplication(pathToFileURL(join(root, 'out', 'main', 'chunks', 'run.js')).href)).toBe(root)
  expect(existsSync(join(locateApplication(), 'package.json'))).toBe(true)
})

test('outside of any package there is no application', () => {
  expect(() => locateApplication('file:///nowhere/at/all.js')).toThrow(/package.json is missing/)
})

test('the version is that of the package', () => {
  expect(version).toMatch(/^\d+\.\d+\.\d+/)
})
