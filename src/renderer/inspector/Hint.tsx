/** What a control does; shown while the control has the keyboard, and its description at any time. */
export function Hint({ id, text }: { readonly id: string; readonly text: string }) {
  return (
    <span id={id} className="hint quiet small">
      {text}
    </span>
  )
}
