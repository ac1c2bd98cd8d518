// The part of core without zod and the HTTP client, for entry points that must start fast: access rules, text arguments, messages.
export {
  type AccessRule,
  type AllowedAccounts,
  getAllowedAccounts,
  matchesCondition,
  parseAllowedAccounts,
} from './accounts/access-rules.ts';
export { type Environment, readVariable } from './accounts/environment.ts';
export { parseJsonConfig, readArray, readObject, readString, readStrings } from './accounts/json-config.ts';
export { isLoopback } from './accounts/safe-url.ts';
export type { Clock } from './deadline.ts';
export { type ErrorCode, errorCodes, internalError, LinekeeperError, maxMessageChars } from './errors.ts';
export { findClosest, formatChoices, unknownNameMessage } from './text/did-you-mean.ts';
export { isRecord } from './text/json.ts';
export { readNumberNotation } from './text/number-notation.ts';
export { getOwnEntry } from './text/own-entry.ts';
export { describeEmptyAnswer, describeMissingPart, pluralize, splitEntries } from './text/phrases.ts';
export { quoteValue, stripControlCharacters, truncate } from './text/sanitize.ts';
export {
  describeParameter,
  getTypedParameters,
  isConditionsParameter,
  parseArgument,
  parseConditions,
  requiresObjectList,
  splitList,
  type TextArgument,
} from './tools/text-arguments.ts';
