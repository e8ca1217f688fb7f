/** The words of the interface. The other languages have exactly these keys. */
export const en = {
  title: 'HiTVideo Studio',
  subtitle: 'A prompt becomes a board of a few tokens, then a moving picture.',
  prompt: {
    label: 'What happens in the clip?',
    example: 'a dog runs to the right on a beach',
    seed: 'Seed',
    seedHint: 'Empty: a new one each time',
    seedInvalid: 'A whole number from 0 on',
    make: 'Make clip',
    again: 'Make another',
    cancel: 'Cancel'
  },
  progress: {
    title: 'Progress',
    tokens: '{{done}} of {{total}} tokens',
    frames: '{{done}} of {{total}} frames',
    framesName: 'Frames',
    starting: 'Starting the engine'
  },
  clip: {
    label: 'Clip made from: {{prompt}}',
    empty: 'Your clip appears here.',
    made: 'Seed {{seed}} · made in {{seconds}} s',
    cancelled: 'Cancelled. Nothing was kept.',
    promptCut: 'The prompt is longer than the model reads. It read: {{read}}'
  },
  status: {
    connecting: 'Connecting…',
    lost: 'The studio does not answer. Reconnecting…',
    refused: 'The studio was started again. Open the new link that it printed.',
    pack: '{{pack}} {{version}} · {{device}}',
    loading: 'Loading the model…'
  },
  noAccess: {
    title: 'This link is incomplete',
    text: 'Open the link that the studio printed when it started: it carries the key to this window.'
  }
}

type WordsOf<Tree> = { [Key in keyof Tree]: Tree[Key] extends string ? string : WordsOf<Tree[Key]> }

/** What a language file must hold. */
export type Words = WordsOf<typeof en>
