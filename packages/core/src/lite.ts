// The words between people and the product, both ways. For entries that must start fast, without the rest of the core.
export { type Access, type AccessRule, accessBy, accessIn, isAllowed } from './accounts/access-rules.ts';
export { jsonIn, listIn, objectIn, textIn, textsIn } from './accounts/json-config.ts';
export type { Clock } from './deadline.ts';
export { type ErrorCode, errorCodes, internalError, LinekeeperError, longestSentence } from './errors.ts';
export { listed, nearest, unknownName } from './text/did-you-mean.ts';
export { clip, inert, quoted } from './text/sanitize.ts';
export { helpOf, listOf, typed, type Written } from './tools/text-arguments.ts';
