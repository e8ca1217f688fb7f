/** What a dragged shot is called, so that nothing else takes it and the list takes nothing else. */
export const shotDragType = 'application/x-hitvideo-shot'
