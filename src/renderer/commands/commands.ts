/** What each command does and when it can be done. */
import { copyChosen, canPaste, currentBoard, currentTarget, loadTarget, moveLayer, pasteAtFocus, rerollChosen, rerollUnlocked, selectAll, canSwap, swapChosen, toggleLock, chooseAlternative } from '../actions/board.ts'
import type { EditTarget } from '../actions/board.ts'
import { currentShot, currentTake, densify, makeBoards } from '../actions/generation.ts'
import { focusPrompt, focusPromptOfNewShot } from '../actions/focus.ts'
import { showFullScreen } from '../actions/full-screen.ts'
import { moveShotBy } from '../actions/shots.ts'
import { pickTake, toggleCompare } from '../actions/takes.ts'
import { wholeView } from '../store/editor-store.ts'
import { zoomAt } from '../board/zoom.ts'
import type { Studio } from '../store/studio.ts'
import type { CommandId } from './command-table.ts'

export interface Command {
  isEnabled(studio: Studio): boolean
  run(studio: Studio): void | Promise<unknown>
}

const hasProject = (studio: Studio) => studio.project.getState().project !== null
const hasShot = (studio: Studio) => currentShot(studio) !== null
const hasTake = (studio: Studio) => currentTake(studio) !== null
const hasCodes = (studio: Studio) => (currentBoard(studio)?.codes ?? null) !== null
const isAlways = () => true

/** Edits the chosen cells of the take in the editor, which may still be loading when the command is given. */
function editCells(
  run: (studio: Studio, target: EditTarget) => void | Promise<void>,
  canRun: (studio: Studio, target: EditTarget) => boolean = isAlways
): Command {
  const canEdit = (studio: Studio, target: EditTarget | null) => target !== null && canRun(studio, target)
  return {
    isEnabled: (studio) => studio.takes.getState().isLoading || canEdit(studio, currentTarget(studio)),
    run: async (studio) => {
      const target = await loadTarget(studio)
      if (target !== null && canRun(studio, target)) await run(studio, target)
    }
  }
}

const zoomStep = 1.25
const middle = { x: 0.5, y: 0.5 }

function alternative(index: number): Command {
  return {
    isEnabled: ({ alternatives }) => alternatives.getState().answer?.alternatives[index] !== undefined,
    run: (studio) => chooseAlternative(studio, index)
  }
}

export const commands: Readonly<Record<CommandId, Command>> = {
  'project.undo': {
    isEnabled: ({ project }) => (project.getState().history?.undo ?? null) !== null,
    run: ({ project }) => project.undo()
  },
  'project.redo': {
    isEnabled: ({ project }) => (project.getState().history?.redo ?? null) !== null,
    run: ({ project }) => project.redo()
  },
  'project.history': { isEnabled: hasProject, run: ({ view }) => view.openDialog('history') },
  'project.import': { isEnabled: isAlways, run: ({ view }) => view.openDialog('import') },
  'project.export': { isEnabled: hasProject, run: ({ view }) => view.openDialog('export') },
  'project.close': {
    isEnabled: hasProject,
    run: async ({ drafts, project, projects }) => {
      await drafts.flush()
      project.close()
      await projects.load()
    }
  },

  'shot.new': {
    isEnabled: hasProject,
    run: async ({ project }) => {
      if ((await project.createShot()) !== null) focusPromptOfNewShot()
    }
  },
  'shot.next': { isEnabled: hasShot, run: ({ project }) => project.stepShot(1) },
  'shot.previous': { isEnabled: hasShot, run: ({ project }) => project.stepShot(-1) },
  'shot.moveDown': { isEnabled: hasShot, run: (studio) => moveShotBy(studio, 1) },
  'shot.moveUp': { isEnabled: hasShot, run: (studio) => moveShotBy(studio, -1) },
  'shot.duplicate': {
    isEnabled: hasShot,
    run: async (studio) => {
      const shot = currentShot(studio)
      if (shot !== null) await studio.project.duplicateShot(shot.id)
    }
  },
  'shot.delete': {
    isEnabled: hasShot,
    run: async (studio) => {
      const shot = currentShot(studio)
      if (shot !== null) await studio.project.binShot(shot.id)
    }
  },

  'generate.prompt': { isEnabled: hasShot, run: focusPrompt },
  'generate.boards': { isEnabled: hasShot, run: makeBoards },
  'generate.densify': { isEnabled: hasTake, run: (studio) => densify(studio) },
  'generate.cancel': {
    isEnabled: ({ queue }) => queue.getState().jobs.some(({ state }) => state === 'running'),
    run: async ({ queue }) => {
      const job = queue.getState().jobs.find(({ state }) => state === 'running')
      if (job !== undefined) await queue.act('cancel', job.id)
    }
  },

  'board.lock': editCells(toggleLock),
  'board.reroll': editCells(rerollChosen),
  'board.rerollUnlocked': editCells(rerollUnlocked),
  'board.copy': editCells(copyChosen),
  'board.paste': editCells(pasteAtFocus, canPaste),
  'board.swap': editCells(swapChosen, canSwap),
  'board.selectAll': { isEnabled: hasCodes, run: selectAll },
  'board.clearSelection': {
    isEnabled: ({ editor }) => editor.getState().selection.size > 0,
    run: ({ editor }) => editor.clearSelection()
  },
  'board.entropy': { isEnabled: hasTake, run: ({ editor }) => editor.toggleEntropy() },
  'board.nextLayer': { isEnabled: hasShot, run: (studio) => moveLayer(studio, 1) },
  'board.previousLayer': { isEnabled: hasShot, run: (studio) => moveLayer(studio, -1) },
  'board.zoomIn': {
    isEnabled: hasTake,
    run: ({ editor }) => editor.setView(zoomAt(editor.getState().view, zoomStep, middle))
  },
  'board.zoomOut': {
    isEnabled: hasTake,
    run: ({ editor }) => editor.setView(zoomAt(editor.getState().view, 1 / zoomStep, middle))
  },
  'board.zoomWhole': { isEnabled: hasTake, run: ({ editor }) => editor.setView(wholeView) },
  'board.alternative1': alternative(0),
  'board.alternative2': alternative(1),
  'board.alternative3': alternative(2),
  'board.alternative4': alternative(3),
  'board.alternative5': alternative(4),
  'board.alternative6': alternative(5),

  'take.next': { isEnabled: hasTake, run: ({ takes }) => takes.step(1) },
  'take.previous': { isEnabled: hasTake, run: ({ takes }) => takes.step(-1) },
  'take.pick': { isEnabled: hasTake, run: pickTake },
  'take.star': {
    isEnabled: hasTake,
    run: async (studio) => {
      const take = currentTake(studio)
      if (take !== null) await studio.takes.edit(take.id, { starred: !take.starred })
    }
  },
  'take.compare': {
    isEnabled: ({ takes }) => (takes.getState().takes?.length ?? 0) > 1,
    run: toggleCompare
  },
  'take.difference': {
    isEnabled: ({ takes }) => takes.getState().compareId !== null,
    run: ({ editor }) => editor.toggleDifference()
  },
  'take.wipe': {
    isEnabled: ({ takes }) => takes.getState().compareId !== null,
    run: ({ editor }) => editor.toggleWipe()
  },
  'take.discard': {
    isEnabled: hasTake,
    run: async (studio) => {
      const take = currentTake(studio)
      if (take !== null) await studio.takes.bin(take)
    }
  },

  'play.toggle': { isEnabled: hasTake, run: ({ player }) => player.toggle() },
  'play.nextFrame': {
    isEnabled: hasTake,
    run: ({ player }) => {
      player.pause()
      player.seek(player.getState().frame + 1)
    }
  },
  'play.previousFrame': {
    isEnabled: hasTake,
    run: ({ player }) => {
      player.pause()
      player.seek(player.getState().frame - 1)
    }
  },
  'play.fullScreen': { isEnabled: hasTake, run: showFullScreen },
  'play.storyboard': {
    isEnabled: ({ project }) => project.getState().shots.some((shot) => shot.chosenTakeId !== null),
    run: ({ view }) => view.openDialog('storyboard')
  },

  'view.palette': { isEnabled: isAlways, run: ({ view }) => view.openDialog('palette') },
  'view.queue': { isEnabled: isAlways, run: ({ view }) => view.openDialog('queue') },
  'view.packs': { isEnabled: isAlways, run: ({ view }) => view.openDialog('packs') },
  'view.settings': { isEnabled: isAlways, run: ({ view }) => view.openDialog('settings') },
  'view.shortcuts': { isEnabled: isAlways, run: ({ view }) => view.openDialog('shortcuts') },
  'view.troubleshooting': { isEnabled: isAlways, run: ({ view }) => view.openDialog('troubleshooting') }
}
