/** Gives components the studio's stores. */
import { createContext, use } from 'react'
import type { ReactNode } from 'react'
import type { Studio } from './studio.ts'

const StudioContext = createContext<Studio | null>(null)

export function StudioProvider({ studio, children }: { studio: Studio; children: ReactNode }) {
  return <StudioContext value={studio}>{children}</StudioContext>
}

/** The studio; only below a StudioProvider. */
export function useStudio(): Studio {
  const studio = use(StudioContext)
  if (studio === null) throw new Error('useStudio needs a StudioProvider above it')
  return studio
}
