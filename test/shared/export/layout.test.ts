import { expect, test } from 'vitest'
import { writeCaptions } from '../../../src/shared/export/captions.ts'
import { nameAfter, numbered } from '../../../src/shared/export/file-names.ts'
import { exportOptionsSchema, extensionOf } from '../../../src/shared/export/options.ts'
import { countSheetColumns, frameOfClip, planShots } from '../../../src/shared/export/plan-shots.ts'
import { exportPresets } from '../../../src/shared/export/presets.ts'
import { layOutPage } from '../../../src/shared/export/storyboard-page.ts'

test('every preset is a valid choice with an extension of its own kind', () => {
  for (const { id, choices } of exportPresets) {
    const options = exportOptionsSchema.parse(choices)
    expect(extensionOf(options), id).toBe({ 'png-sequence': null, timeline: null, tokens: 'hitvideo-take', 'contact-sheet': 'mp4' }[options.format as string] ?? (options.format === 'png-sequence' || options.format === 'timeline' ? null : options.format))
  }
  expect(new Set(exportPresets.map(({ id }) => id)).size).toBe(exportPresets.length)
})

test('shots follow each other without gaps, and rounding does not add up', () => {
  const plan = planShots(Array.from({ length: 30 }, () => 0.3), 8)
  expect(plan.at(-1)!.firstFrame + plan.at(-1)!.frames).toBe(72)
  for (const [index, shot] of plan.entries()) expect(plan[index + 1]?.firstFrame ?? 72).toBe(shot.firstFrame + shot.frames)
  expect(planShots([0.01, 0.01], 8).map(({ frames }) => frames)).toEqual([1, 1])
  expect(frameOfClip(70, 64)).toBe(63)
  expect([1, 2, 5, 9, 10].map((count) => countSheetColumns(count, null))).toEqual([1, 2, 3, 3, 4])
})

test('names are plain on every system', () => {
  expect(nameAfter('A dog: runs/../*?"<>| 犬', 'x')).toBe('A dog runs 犬')
  expect(nameAfter('…', 'storyboard')).toBe('storyboard')
  expect(nameAfter('word '.repeat(40), 'x').length).toBeLessThanOrEqual(60)
  expect([numbered(0, 5), numbered(9, 1000)]).toEqual(['01', '0010'])
})

test.each([1, 3, 6] as const)('everything of %i panels lies on the page and nothing overlaps', (panels) => {
  for (const moments of [1, 2, 3, 4]) {
    for (const aspect of [1, 16 / 9, 9 / 16]) {
      const page = layOutPage('a4', panels, moments, aspect)
      const boxes = [page.header, page.footer, ...page.panels.flatMap(({ strip, pictures, text }) => [strip, ...pictures, text])]
      expect(boxes).toHaveLength(2 + panels * (moments + 2))
      for (const [index, box] of boxes.entries()) {
        expect(box.x).toBeGreaterThanOrEqual(page.header.x)
        expect(box.x + box.width).toBeLessThanOrEqual(page.header.x + page.header.width + 0.01)
        expect(box.y + box.height).toBeLessThanOrEqual(page.footer.y + page.footer.height + 0.01)
        expect(Math.min(box.width, box.height)).toBeGreaterThan(10)
        for (const other of boxes.slice(index + 1)) {
          const isApart = other.x >= box.x + box.width - 0.01 || other.y >= box.y + box.height - 0.01 || box.x >= other.x + other.width - 0.01 || box.y >= other.y + other.height - 0.01
          expect(isApart).toBe(true)
        }
      }
      for (const { pictures, text } of page.panels) {
        for (const { width, height } of pictures) expect(width / height).toBeCloseTo(aspect, 6)
        expect(text.width).toBeGreaterThan(100)
        expect(text.height).toBeGreaterThan(60)
      }
    }
  }
})

test('captions cannot give commands, and empty ones are left out', () => {
  const text = writeCaptions({
    width: 128,
    height: 128,
    captions: [
      { startSeconds: 0, endSeconds: 3661.239, text: '{\\pos(1,1)}x\ny', place: 'bottom' },
      { startSeconds: 0, endSeconds: 1, text: '  ', place: 'bottom' }
    ],
    split: (whole) => [{ text: whole, family: null }]
  })
  const events = text.split('\n').filter((line) => line.startsWith('Dialogue:'))
  expect(events).toEqual(['Dialogue: 0,0:00:00.00,1:01:01.24,Caption,,0,0,0,,\\{\\\u2060pos(1,1)\\}x\\Ny'])
})

test('a caption changes its font where its letters do, and back', () => {
  const text = writeCaptions({
    width: 128,
    height: 128,
    captions: [{ startSeconds: 0, endSeconds: 1, text: 'Inu 犬!', place: 'bottom' }],
    split: () => [{ text: 'Inu ', family: null }, { text: '犬', family: 'Other Sans' }, { text: '!', family: null }]
  })
  expect(text).toContain('Inu {\\fnOther Sans}犬{\\fn}!')
})
