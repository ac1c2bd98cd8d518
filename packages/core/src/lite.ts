// The words between people and the product, both ways. For entries that must start fast, without the rest of the core.
export { type Access, type AccessRule, accessBy, accessIn, isAllowed } from './access.ts';
export type { Clock } from './clock.ts';
export { type ErrorCode, errorCodes, internalError, LinekeeperError, longestSentence } from './errors.ts';
export { jsonIn, listIn, objectIn, textIn, textsIn } from './json-settings.ts';
export { listed, nearest, unknownName } from './nearest.ts';
export { clip, inert, quoted } from './text.ts';
export { helpOf, listOf, typed, type Written } from './written.ts';
