/** The whole window takes files that are dropped on it. */
import type { ReactNode } from 'react'

export function DropTarget({ children }: { readonly children: ReactNode }) {
  return <div className="window">{children}</div>
}
