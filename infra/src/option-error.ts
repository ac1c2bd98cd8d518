// The error of a deployment option.

/** An option is unknown or invalid; the message names the valid values. */
export class OptionError extends Error {}
