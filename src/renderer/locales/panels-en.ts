/** English words of the panels: packs, settings, shortcuts, troubleshooting, palette, history. */
export const panelsEn = {
  packs: {
    title: 'Model packs',
    licence: 'Licence',
    clip: 'Clip',
    clipSize: '{{frames}} frames at {{rate}} a second, {{width}} × {{height}}',
    parameters: 'Parameters',
    device: 'Runs on',
    layer: 'Layer',
    grid: 'Grid (time × rows × columns)',
    tokens: 'Tokens',
    bits: 'Bits each',
    layerBits: 'Bits in all',
    all: 'All packs',
    none: 'No pack lies in the folders of packs. Troubleshooting shows where they are; a pack is a folder with a manifest.json.',
    without: 'Projects can be opened and edited without a model. Making boards and densifying need one.',
    inUse: 'in use',
    use: 'Use',
    afterRestart: 'from the next start'
  },
  settings: {
    title: 'Settings',
    look: 'Look',
    theme: 'Theme',
    themes: { system: 'As the system', dark: 'Dark', light: 'Light' },
    language: 'Language',
    reducedMotion: 'Keep things still',
    on: 'Yes',
    off: 'No',
    work: 'Work',
    boardsPerPrompt: 'Boards per press',
    embedMetadata: 'Put tokens, seed and prompt into exported files',
    embedMetadataHint: 'Dropping such a file on the studio brings the take back, token for token.',
    preventSleep: 'Keep the machine awake during work',
    notifyWhenDone: 'Notify when long work has ended',
    engine: 'Model',
    provider: 'Device',
    providerAuto: 'The fastest there is',
    afterRestart: 'From the next start of the studio.',
    threads: 'Threads',
    threadsHint: '0: as many as the machine has cores.',
    library: 'Library',
    backupsKept: 'Daily backups that are kept',
    binDays: 'Days until the bin is emptied',
    binDaysHint: '0: never.'
  },
  shortcuts: {
    title: 'Shortcuts',
    hint: 'Press a key’s button, then the new key. Backspace takes a key away. A key has one command at a time.',
    none: 'none',
    press: 'Press a key…',
    change: 'Change the key of “{{command}}”, now {{key}}',
    reset: 'Reset all'
  },
  troubleshooting: {
    title: 'Troubleshooting',
    hint: 'What somebody who helps you needs to know. It stays on this machine until you paste it somewhere.',
    copy: 'Copy',
    copied: 'Copied',
    groups: { studio: 'Studio', engine: 'Model', video: 'Video', library: 'Library', folders: 'Folders', log: 'Log' }
  },
  palette: {
    title: 'Commands',
    search: 'What do you want to do?',
    nothing: 'No command is called that.'
  },
  history: {
    title: 'History',
    empty: 'Nothing has been done yet.',
    undone: 'undone',
    marks: {
      'edit-project': 'Renamed the project',
      'create-shot': 'Added a shot',
      'edit-shot': 'Changed a shot',
      'reorder-shots': 'Moved a shot',
      'duplicate-shot': 'Duplicated a shot',
      'delete-shot': 'Deleted a shot',
      'restore-shot': 'Restored a shot',
      'choose-take': 'Put a take into the storyboard',
      'edit-take': 'Changed a take',
      'delete-take': 'Discarded a take',
      'restore-take': 'Restored a take',
      'copy-take': 'Copied a take',
      lock: 'Locked or unlocked cells',
      'edit-tokens': 'Changed cells',
      'generate-boards': 'Made boards',
      reroll: 'Drew cells anew',
      densify: 'Densified',
      import: 'Imported'
    }
  }
}
