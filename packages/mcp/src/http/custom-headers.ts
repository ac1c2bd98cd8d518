// The headers by which a client adapts the server to itself.

/** Narrows the listed tools further, as `LINEKEEPER_TOOLS` does for all clients. */
export const toolsHeader = 'x-linekeeper-tools';

/** Chooses the form of answers, instead of that of `LINEKEEPER_ANSWERS`. */
export const answersHeader = 'x-linekeeper-answers';
