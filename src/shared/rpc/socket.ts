/** WebSocket subprotocols: the first names the protocol, the second carries the token outside the URL and its logs. */
export const socketProtocol = 'hitvideo-studio'
export const tokenProtocolPrefix = 'token.'
