// The vocabulary and the engine, as the other packages see it.
export { type Access, type AccessRule, accessBy, accessIn, isAllowed, strayNames } from './accounts/access-rules.ts';
export { type Directory, directoryOf, permitted } from './accounts/account-registry.ts';
export { type Choice, chooseAccount, noAccount } from './accounts/choose-account.ts';
export { jsonIn, listIn, objectIn, textIn, textsIn } from './accounts/json-config.ts';
export { type Environment, readAccounts } from './accounts/read-accounts.ts';
export { baseUrlSetting, countrySetting, isLoopback, isSafeUrl, keySetting, loginSetting, safeUrl } from './accounts/setting-types.ts';
export { type Clock, type Deadline, sleep, within } from './deadline.ts';
export {
  type ErrorCode,
  type ErrorData,
  type ErrorDetails,
  errorCodes,
  internalError,
  LinekeeperError,
  longestSentence,
} from './errors.ts';
export { Connection } from './http/connection.ts';
export type { Fetch } from './http/http-client.ts';
export { malformed } from './http/http-status.ts';
export { withRetries } from './http/retry.ts';
export type { Outside, RequestEvent } from './http/runtime.ts';
export { longestAnswer } from './listing/collect.ts';
export { type Place, readCursor, writeCursor } from './listing/cursor.ts';
export { type Batch, Listing } from './listing/listing.ts';
export { defaultLimit } from './listing/projection.ts';
export type { Account } from './model/account.ts';
export { type Cell, type Field, type Fields, fieldNames, leafNames, type Row, type Scalar } from './model/fields.ts';
export type { HttpAnswer, HttpRequest } from './model/http-message.ts';
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
} from './model/line.ts';
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
} from './model/operation.ts';
export type { Input, Provider, Quota, Settings, Ticket } from './model/provider.ts';
export { amountAt, cellAt, flagAt, rowsAt, textAt, textsAt } from './table/cell-values.ts';
export { jsonSize, shortenedTo } from './table/size-budget.ts';
export { cellsOf, filledColumns, type Table, tableOf } from './table/table.ts';
export { listed, nearest, unknownName } from './text/did-you-mean.ts';
export { type E164, fromDigits, userOf } from './text/e164.ts';
export { countOf, isRecord, parseJson } from './text/json.ts';
export { asText, clip, escaped, inert, inertJson, quoted } from './text/sanitize.ts';
export { type JsonSchema, jsonSchemaOf, parseInput } from './tools/json-schema.ts';
export { type ListTool, listTool } from './tools/list-tool.ts';
export { defineQuestion, type Question } from './tools/question-tool.ts';
export { helpOf, listOf, typed, type Written } from './tools/text-arguments.ts';
export type { Call, Outcome, Schemas, Tool } from './tools/tool.ts';
