// The vocabulary and the engine, as the other packages see it.
export { type Access, type AccessRule, accessBy, accessIn, isAllowed, strayNames } from './access.ts';
export { type Account, type Choice, chooseAccount, noAccount } from './account.ts';
export { longestAnswer } from './answer.ts';
export { amountAt, cellAt, flagAt, rowsAt, textAt, textsAt } from './cells.ts';
export { type Clock, type Deadline, sleep, within } from './clock.ts';
export { type Environment, readAccounts } from './configuration.ts';
export { Connection } from './connection.ts';
export { type Place, readCursor, writeCursor } from './cursor.ts';
export { type Directory, directoryOf, permitted } from './directory.ts';
export { type E164, fromDigits, userOf } from './e164.ts';
export {
  type ErrorCode,
  type ErrorData,
  type ErrorDetails,
  errorCodes,
  internalError,
  LinekeeperError,
  longestSentence,
} from './errors.ts';
export type { Quota } from './gate.ts';
export type { Fetch, HttpAnswer, HttpRequest } from './http.ts';
export { countOf, isRecord, parseJson } from './json.ts';
export { jsonIn, listIn, objectIn, textIn, textsIn } from './json-settings.ts';
export {
  type Kind,
  kinds,
  type Line,
  type LineFacts,
  lineOf,
  type Reason,
  type Role,
  reasons,
  type Signals,
  type Status,
  stateOf,
  statuses,
} from './line.ts';
export { type Batch, Listing } from './list.ts';
export { type ListTool, listTool } from './list-tool.ts';
export { listed, nearest, unknownName } from './nearest.ts';
export {
  type Asked,
  type Capability,
  capabilities,
  defineOperation,
  type Operation,
  type Page,
  type Position,
  type Sought,
  type Wanted,
} from './operation.ts';
export type { ObservedCall, Outside } from './outside.ts';
export { defaultLimit } from './parameters.ts';
export type { Input, Provider, Settings } from './provider.ts';
export { defineQuestion, type Question } from './question.ts';
export { withRetries } from './retry.ts';
export { type Cell, type Field, type Fields, fieldNames, leafNames, type Row, type Scalar } from './row.ts';
export { type JsonSchema, jsonSchemaOf, parseInput } from './schema.ts';
export type { Ticket } from './session.ts';
export { baseUrlSetting, countrySetting, isLoopback, isSafeUrl, keySetting, loginSetting, safeUrl } from './settings.ts';
export { jsonSize, shortenedTo } from './size.ts';
export { malformed } from './status.ts';
export { cellsOf, filledColumns, type Table, tableOf } from './table.ts';
export { asText, clip, escaped, inert, inertJson, quoted } from './text.ts';
export type { Call, Outcome, Schemas, Tool } from './tool.ts';
export { helpOf, listOf, typed, type Written } from './written.ts';
