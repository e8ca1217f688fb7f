/** What the sliders of sampling offer; requests admit more. */
export const guidanceRange = { minimum: 1, maximum: 12, step: 0.1 }
export const variationRange = { minimum: 0, maximum: 1.5, step: 0.05 }
