/** What is dragged, so that nothing else takes it and a list takes nothing else. */
export const shotDragType = 'application/x-hitvideo-shot'
export const takeDragType = 'application/x-hitvideo-take'
