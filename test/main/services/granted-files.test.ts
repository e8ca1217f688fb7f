import { expect, test } from 'vitest'
import { createGrantedFiles } from '../../../src/main/services/granted-files.ts'

test('a handle leads to its file, for the use it was granted for', () => {
  const files = createGrantedFiles()
  const handle = files.grant('/home/ada/walk.hitvideo', 'read')
  expect(files.resolve(handle, 'read')).toBe('/home/ada/walk.hitvideo')
  expect(() => files.resolve(handle, 'write')).toThrow('it was not chosen in this session')
})

test('a path, an empty handle or the name of an object property is no handle', () => {
  const files = createGrantedFiles()
  files.grant('/home/ada/walk.hitvideo', 'read')
  for (const handle of ['/home/ada/walk.hitvideo', '', '__proto__', 'constructor']) {
    expect(() => files.resolve(handle, 'read')).toThrow('it was not chosen in this session')
  }
})

test('two grants of one file have different handles', () => {
  const files = createGrantedFiles()
  expect(files.grant('/a', 'read')).not.toBe(files.grant('/a', 'read'))
})
