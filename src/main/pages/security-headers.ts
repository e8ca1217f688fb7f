/** The headers of every response, in Electron and over HTTP. */

/** Where the page may take pictures and video from, and where it may connect to, beyond its own origin. */
interface Sources {
  readonly media: readonly string[]
  readonly connect: readonly string[]
}

/** Nothing is allowed but what is named; no inline code or style, no frames, no forms. */
function contentSecurityPolicy(sources: Sources): string {
  const media = ["'self'", 'blob:', ...sources.media].join(' ')
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    `img-src ${media}`,
    `media-src ${media}`,
    `connect-src ${["'self'", ...sources.connect].join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'"
  ].join('; ')
}

/** There are no CORS headers on purpose: no other origin may read anything. */
export function securityHeaders(sources: Sources): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(sources),
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=()'
  }
}
