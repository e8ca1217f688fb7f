/** Letters of a prompt at most: far more than a pack reads. What is too much is cut when it is read, and the person is told. */
export const promptMaximumLength = 10_000
