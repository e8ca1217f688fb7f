import { expect, test } from 'vitest'
import { locateFolders } from '../../src/main/folders.ts'

test.each([
  ['linux', {}, '/home/ada/.local/share/hitvideo-studio/data'],
  ['linux', { XDG_DATA_HOME: '/data' }, '/data/hitvideo-studio/data'],
  ['darwin', {}, '/home/ada/Library/Application Support/HiTVideo Studio/data'],
  ['win32', { APPDATA: '/appdata' }, '/appdata/HiTVideo Studio/data'],
  ['linux', { HITVIDEO_HOME: '/elsewhere' }, '/elsewhere/data']
] as const)('on %s with %o, data lies in %s', (platform, environment, expected) => {
  expect(locateFolders(platform, environment, '/home/ada').data).toBe(expected)
})
