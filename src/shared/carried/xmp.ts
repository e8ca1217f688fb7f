/**
 * The XMP packet of an exported file (ISO 16684-1): title, description, how it was made (IPTC digital source type), and
 * the carried storyboard in a field of our own. The same packet stands in MP4, WebM, GIF and PNG.
 */

/** IPTC's terms for AI-made media: https://cv.iptc.org/newscodes/digitalsourcetype/ */
export const sourceTypes = {
  generated: 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia',
  /** Footage went in as well: a take that was imported from a video. */
  composite: 'http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia'
} as const

export interface XmpFields {
  readonly source: keyof typeof sourceTypes
  readonly creatorTool: string
  /** What follows is left out where the person wants no metadata; the disclosure stays. */
  readonly title?: string | undefined
  readonly description?: string | undefined
  readonly seed?: number | undefined
  /** `id version hash` */
  readonly pack?: string | undefined
  /** Text of the carried storyboard. */
  readonly storyboard?: string | undefined
}

const namespaces = {
  dc: 'http://purl.org/dc/elements/1.1/',
  xmp: 'http://ns.adobe.com/xap/1.0/',
  Iptc4xmpExt: 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/',
  hitvideo: 'urn:hitvideo:xmp:1:'
}

/** XML 1.0 knows no other control characters, not even as references. */
const unwritable = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

export function escapeXml(text: string): string {
  return text
    .replaceAll(unwritable, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

function localized(name: string, text: string): string {
  return `<${name}><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(text)}</rdf:li></rdf:Alt></${name}>`
}

/** The packet, in UTF-8 when encoded. */
export function writeXmp(fields: XmpFields): string {
  const { title, description, seed, pack, storyboard } = fields
  const spaces = Object.entries(namespaces).map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`)
  const lines = [
    `<Iptc4xmpExt:DigitalSourceType>${sourceTypes[fields.source]}</Iptc4xmpExt:DigitalSourceType>`,
    `<xmp:CreatorTool>${escapeXml(fields.creatorTool)}</xmp:CreatorTool>`,
    ...(title === undefined ? [] : [localized('dc:title', title)]),
    ...(description === undefined ? [] : [localized('dc:description', description)]),
    ...(seed === undefined ? [] : [`<hitvideo:seed>${seed}</hitvideo:seed>`]),
    ...(pack === undefined ? [] : [`<hitvideo:pack>${escapeXml(pack)}</hitvideo:pack>`]),
    ...(storyboard === undefined ? [] : [`<hitvideo:storyboard>${escapeXml(storyboard)}</hitvideo:storyboard>`])
  ]
  return [
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    `<rdf:Description rdf:about=""${spaces.join('')}>`,
    ...lines,
    '</rdf:Description></rdf:RDF></x:xmpmeta>',
    '<?xpacket end="r"?>'
  ].join('\n')
}

/** The carried storyboard's text in a packet; null: there is none. */
export function findStoryboardText(packet: string): string | null {
  const [open, close] = ['<hitvideo:storyboard>', '</hitvideo:storyboard>']
  const start = packet.indexOf(open)
  const end = packet.indexOf(close, start)
  return start < 0 || end < 0 ? null : packet.slice(start + open.length, end).trim()
}
