// How deep JSON may be nested: in responses, in arguments and in messages.

/** Levels of objects and arrays; no response or argument has so many. A bound keeps recursion within the stack. */
export const maxJsonDepth = 100;
