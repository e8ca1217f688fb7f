/** English names of commands and of their groups. */
export const commandsEn = {
  groups: {
    project: 'Project',
    shot: 'Shots',
    generate: 'Making',
    board: 'Board',
    take: 'Takes',
    play: 'Playing',
    view: 'Window'
  },
  commands: {
    project: { undo: 'Undo', redo: 'Redo', history: 'History', import: 'Import…', export: 'Export…', close: 'All projects' },
    shot: {
      new: 'New shot',
      next: 'Next shot',
      previous: 'Previous shot',
      moveDown: 'Move shot down',
      moveUp: 'Move shot up',
      duplicate: 'Duplicate shot',
      delete: 'Delete shot'
    },
    generate: { prompt: 'Write the prompt', boards: 'Make boards', densify: 'Densify', cancel: 'Cancel running work' },
    board: {
      lock: 'Lock',
      reroll: 'Re-roll',
      rerollUnlocked: 'Re-roll everything unlocked',
      copy: 'Copy cells',
      paste: 'Paste cells',
      swap: 'Swap two cells',
      selectAll: 'Choose all cells',
      clearSelection: 'Choose no cell',
      entropy: 'Show where the model is unsure',
      nextLayer: 'Next layer',
      previousLayer: 'Previous layer',
      zoomIn: 'Zoom in',
      zoomOut: 'Zoom out',
      zoomWhole: 'Whole board',
      alternative1: 'Alternative 1',
      alternative2: 'Alternative 2',
      alternative3: 'Alternative 3',
      alternative4: 'Alternative 4',
      alternative5: 'Alternative 5',
      alternative6: 'Alternative 6'
    },
    take: {
      next: 'Next take',
      previous: 'Previous take',
      pick: 'Use in storyboard',
      star: 'Star',
      compare: 'Compare',
      difference: 'Show what differs',
      wipe: 'Compare with a slider',
      discard: 'Discard'
    },
    play: {
      toggle: 'Play or pause',
      nextFrame: 'Next frame',
      previousFrame: 'Previous frame',
      fullScreen: 'Full screen',
      storyboard: 'Play the storyboard'
    },
    view: {
      palette: 'All commands',
      queue: 'Queue',
      packs: 'Model packs',
      settings: 'Settings',
      shortcuts: 'Shortcuts',
      troubleshooting: 'Troubleshooting'
    }
  }
}
