// The public API of core: what the other packages may import.
export {
  type AccessRule,
  type AllowedAccounts,
  getAllowedAccounts,
  matchesCondition,
  parseAllowedAccounts,
  unknownAccountWarnings,
} from './accounts/access-rules.ts';
export { type AccountRegistry, createAccountRegistry, restrictAccounts } from './accounts/account-registry.ts';
export { type AccountChoices, providerWithoutAccountError } from './accounts/choose-account.ts';
export { type Environment, readVariable } from './accounts/environment.ts';
export { parseJsonConfig, readArray, readObject, readString, readStrings } from './accounts/json-config.ts';
export { readAccounts } from './accounts/read-accounts.ts';
export { isLoopback, isSafeUrl, urlRequirement } from './accounts/safe-url.ts';
export { baseUrlSetting, countrySetting, keySetting, loginSetting } from './accounts/setting-types.ts';
export { type Clock, type Deadline, maxAttemptMs, reserveForResponse, sleep } from './deadline.ts';
export { type ErrorCode, type ErrorDetails, errorCodes, internalError, LinekeeperError } from './errors.ts';
export { readBoundedBody } from './http/bounded-body.ts';
export { malformedError } from './http/http-status.ts';
export { withRetries } from './http/retry.ts';
export type { AttemptEvent, RequestEvent, Runtime } from './http/runtime.ts';
export type { RowBatch } from './listing/chunk-reader.ts';
export { invalidCursorError, type ListPosition, readCursor, readSignedText, signText, writeCursor } from './listing/cursor.ts';
export { KeySet } from './listing/key-set.ts';
export { Listing } from './listing/listing.ts';
export { defaultLimit } from './listing/projection.ts';
export type { Account } from './model/account.ts';
export type { AccountRights, RightsReader } from './model/account-rights.ts';
export { describeEnrichment, type Enrichment } from './model/enrichment.ts';
export {
  type Capability,
  capabilities,
  type FactName,
  type FactReaders,
  findHiddenField,
  hasCapability,
  type LineFacts,
} from './model/facts.ts';
export type { FieldFilter } from './model/field-filter.ts';
export type { Field, Fields, Row, Scalar } from './model/fields.ts';
export type { HttpRequest, HttpResponse } from './model/http-message.ts';
export type { JsonSchema } from './model/json-schema.ts';
export {
  buildLine,
  deriveStatus,
  factsByReason,
  factsByStatus,
  type Line,
  type LineDetails,
  type LineStatus,
  lineStatuses,
  type StatusReason,
  statusReasons,
} from './model/line.ts';
export type { LineHistory, StatusHistory } from './model/line-history.ts';
export {
  type ChangeLogEntry,
  defineOperation,
  type LineFilter,
  type NumberQuery,
  type Operation,
  type Page,
  type PersonDetails,
} from './model/operation.ts';
export { defineProvider, type Input, type KeyGuide, type Provider, type Quota, type Settings } from './model/provider.ts';
export type { RouteStage, RouteTarget } from './model/route.ts';
export { getBoolean, getCell, getNumber, getObjects, getText, getTexts } from './table/cell-values.ts';
export { fitWarnings } from './table/fit-content.ts';
export { type AnswerBudget, countJsonChars, createJsonBudget, FittingEntries, getEntryBudget, startSizing } from './table/size-budget.ts';
export { buildTable, createRowFormatter, formatRow, getFilledColumns } from './table/table.ts';
export { findCallingCode, isWholeNumber } from './text/calling-codes.ts';
export { findClosest, formatChoices, unknownNameMessage } from './text/did-you-mean.ts';
export { isE164, toE164 } from './text/e164.ts';
export { isNestedDeeper, isRecord, parseCount } from './text/json.ts';
export { stripInvisible } from './text/number-characters.ts';
export { readNumberDigits, toDigitsPart, toSearchText } from './text/number-digits.ts';
export { type NotationProblem, readNumberNotation } from './text/number-notation.ts';
export { readNumberPrefix } from './text/number-prefix.ts';
export { getOwnEntry } from './text/own-entry.ts';
export { describeChange, describeEmptyAnswer, describeMissingPart, pluralize, splitEntries } from './text/phrases.ts';
export { isPlaceholder, placeholderProblem } from './text/placeholder.ts';
export { escapeControlCharacters, quoteValue, stripControlCharacters, toSafeJson, toText, truncate } from './text/sanitize.ts';
export { createDaysTest, createDigitsTest, createPatternTest, createWordsTest, type ValueTest } from './text/value-tests.ts';
export { type AnswerForm, createAnswerFormShape, parseAnswerForm, readAnswerForm } from './tools/answer-form.ts';
export { findTool, getTool } from './tools/find-tool.ts';
export { parseInput, toJsonSchema } from './tools/json-schema.ts';
export { createListTool, type ListTool } from './tools/list-tool.ts';
export { selectAccountTools, selectConfiguredTools, selectNamedTools } from './tools/listed-tools.ts';
export { normalizeValue } from './tools/normalize-input.ts';
export { getPreparedSchemas } from './tools/prepared-schemas.ts';
export { createQuestionTool, defineQuestion, type Question } from './tools/question-tool.ts';
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
export { lazy, type ResultTable, type RowStream, type Tool, type ToolContext, type ToolResult } from './tools/tool.ts';
