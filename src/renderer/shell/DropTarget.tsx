/** The whole window takes files that are dropped on it. */
import { useRef, useState } from 'react'
import type { DragEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { takeFiles } from '../actions/files.ts'
import { useStudio } from '../store/studio-context.tsx'

const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files')

export function DropTarget({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation()
  const studio = useStudio()
  const [isOver, setIsOver] = useState(false)
  // Entering a child is told before leaving its parent.
  const depth = useRef(0)
  return (
    <div
      className="window"
      onDragEnter={(event) => {
        if (!hasFiles(event)) return
        depth.current += 1
        setIsOver(true)
      }}
      onDragOver={(event) => {
        if (hasFiles(event)) event.preventDefault()
      }}
      onDragLeave={(event) => {
        if (!hasFiles(event)) return
        depth.current -= 1
        if (depth.current <= 0) setIsOver(false)
      }}
      onDrop={(event) => {
        depth.current = 0
        setIsOver(false)
        if (!hasFiles(event)) return
        event.preventDefault()
        void takeFiles(studio, [...event.dataTransfer.files])
      }}
    >
      {children}
      {isOver && <div className="drop-shade">{t('import.drop')}</div>}
    </div>
  )
}
