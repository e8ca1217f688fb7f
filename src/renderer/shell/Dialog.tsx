/** A modal dialog: the browser's own, which keeps the keyboard inside and gives it back. */
import { useEffect, useId, useRef } from 'react'
import type { ReactNode } from 'react'
import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'

interface DialogProps {
  readonly title: string
  readonly children: ReactNode
  readonly size?: 'small' | 'medium' | 'large' | 'full'
  onClose(): void
}

export function Dialog({ title, children, size = 'medium', onClose }: DialogProps) {
  const { t } = useTranslation()
  const id = useId()
  const ref = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = ref.current
    dialog?.showModal()
    // Not the close button, which comes first: what the dialog is for, or the dialog itself.
    ;(dialog?.querySelector<HTMLElement>('[data-first]') ?? dialog)?.focus()
    return () => dialog?.close()
  }, [])
  return (
    <dialog
      ref={ref}
      tabIndex={-1}
      className={`dialog ${size}`}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => {
        // The backdrop counts as the dialog itself.
        if (event.target === event.currentTarget) onClose()
      }}
    >
      <div className="dialog-body">
        <header className="dialog-head">
          <h2 id={id}>{title}</h2>
          <button type="button" className="icon-only" aria-label={t('dialog.close')} onClick={onClose}>
            <X aria-hidden size={18} />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  )
}
