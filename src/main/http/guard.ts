/**
 * Who may talk to the browser host. A web page of another site can make the browser send requests to 127.0.0.1: by
 * name (DNS rebinding, caught by Host) or across origins (caught by Origin and the secrets).
 */
import { socketProtocol, tokenProtocolPrefix } from '../../shared/rpc/socket.ts'
import { isSameSecret } from './secrets.ts'
import type { Secrets } from './secrets.ts'

export const sessionCookie = 'studio-session'

/** The only Host values that a browser on this machine sends when it follows the printed link. */
export function isOwnHost(host: string | undefined, port: number): boolean {
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`
}

/** True where the request was made by a page of this host. */
export function isOwnOrigin(origin: string | undefined, port: number): boolean {
  return origin === `http://127.0.0.1:${port}` || origin === `http://localhost:${port}`
}

/** True where the Authorization header carries the token. */
export function hasToken(authorization: string | undefined, secrets: Secrets): boolean {
  const match = /^Bearer ([\w-]{1,200})$/.exec(authorization ?? '')
  return match?.[1] !== undefined && isSameSecret(match[1], secrets.token)
}

/** True where the subprotocols offered by a WebSocket carry the token. */
export function hasTokenProtocol(protocols: string | undefined, secrets: Secrets): boolean {
  const offered = (protocols ?? '').split(',').map((part) => part.trim())
  const token = offered.find((part) => part.startsWith(tokenProtocolPrefix))
  return (
    offered.includes(socketProtocol) &&
    token !== undefined &&
    isSameSecret(token.slice(tokenProtocolPrefix.length), secrets.token)
  )
}

/** True where the Cookie header carries the session. */
export function hasSession(cookies: string | undefined, secrets: Secrets): boolean {
  return (cookies ?? '').split(';').some((part) => {
    const [name, value] = part.trim().split('=')
    return name === sessionCookie && value !== undefined && isSameSecret(value, secrets.session)
  })
}
