import { expect, test } from 'vitest'
import { takeAccessToken } from '../../../src/renderer/client/access-token.ts'

const token = 'A1-_'.repeat(11)

/** The parts of a window that the function touches. */
function createPage(hash: string, stored: Record<string, string> = {}) {
  const history: string[] = []
  const page = {
    location: { hash, pathname: '/' },
    history: { replaceState: (_state: unknown, _title: string, url: string) => history.push(url) },
    sessionStorage: {
      getItem: (key: string) => stored[key] ?? null,
      setItem: (key: string, value: string) => {
        stored[key] = value
      }
    }
  }
  return { page: page as unknown as Window, history, stored }
}

test('the token is taken from the fragment, and the fragment is removed', () => {
  const { page, history } = createPage(`#token=${token}`)
  expect(takeAccessToken(page)).toBe(token)
  expect(history).toEqual(['/'])
})

test('a reload finds the token again', () => {
  const { page, stored } = createPage(`#token=${token}`)
  takeAccessToken(page)
  expect(takeAccessToken(createPage('', stored).page)).toBe(token)
})

test.each(['', '#', '#token=', '#token=short', `#token=${token}<script>`, `#other=${token}`])(
  'the fragment "%s" gives no token and is left alone',
  (hash) => {
    const { page, history } = createPage(hash)
    expect(takeAccessToken(page)).toBeNull()
    expect(history).toEqual([])
  }
)
