import { expect, test } from 'vitest'
import { buildMenu } from '../../../src/renderer/commands/build-menu.ts'
import { commandIds } from '../../../src/renderer/commands/command-table.ts'
import { createClient } from '../../../src/renderer/client/client.ts'
import { createStudio } from '../../../src/renderer/store/studio.ts'
import { menuSchema } from '../../../src/shared/contract/system.ts'
import { createFakeHost } from '../fake-host.ts'

test('the menus hold every command once, with the person’s own keys', () => {
  const studio = createStudio(createClient(createFakeHost({}).transport))
  studio.settings.setState({ shortcuts: { 'board.lock': 'Alt+K', 'take.star': '' } })
  const translate = ((key: string) => key) as Parameters<typeof buildMenu>[1]
  const menu = menuSchema.parse(buildMenu(studio, translate))
  const items = menu.flatMap((group) => group.items)
  expect(items.map(({ command }) => command).toSorted()).toEqual([...commandIds].toSorted())
  const byCommand = new Map(items.map((item) => [item.command, item]))
  expect(byCommand.get('board.lock')).toMatchObject({ accelerator: 'Alt+K', isEnabled: false, label: 'commands.board.lock' })
  expect(byCommand.get('take.star')?.accelerator).toBeNull()
  expect(byCommand.get('shot.moveUp')?.accelerator).toBe('Alt+Shift+Up')
  expect(byCommand.get('project.redo')?.accelerator).toBe('CommandOrControl+Shift+Z')
  expect(byCommand.get('view.settings')?.isEnabled).toBe(true)
})
