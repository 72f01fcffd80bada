/** A part that may be wider than the screen: it scrolls by itself, also by keyboard. */
import type { ReactNode } from 'react'

export const Scroll = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  // biome-ignore lint/a11y/useSemanticElements: a group without a name of its own in the outline; a fieldset cannot scroll
  // biome-ignore lint/a11y/noNoninteractiveTabindex: without focus nobody can scroll it by keyboard
  <div className="scroll" role="group" aria-label={name} tabIndex={0}>
    {children}
  </div>
)
