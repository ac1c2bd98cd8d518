// The definition of an operation: one list endpoint of one provider, from which tools, commands and questions are built.
import type * as z from 'zod';
import type { LinekeeperError } from '../errors.ts';
import type { Enrichment } from './enrichment.ts';
import type { FactReaders } from './facts.ts';
import type { FieldFilter } from './field-filter.ts';
import type { Row, RowShape } from './fields.ts';
import type { HttpRequest } from './http-message.ts';
import type { LineDetails, LineStatus, StatusReason } from './line.ts';
import type { Input, Provider, Settings } from './provider.ts';
import type { RouteStage } from './route.ts';

/** Which page to request: the offset of its first row, and its maximum number of rows. */
export interface PageRequest {
  offset: number;
  limit: number;
}

/** The rows of one page, not yet validated. */
export interface Page {
  rows: readonly unknown[];
  /** Rows in the whole list, if the provider reports it. */
  total?: number;
}

/** The part of a question's filter that a provider may be able to apply. Absent members do not filter. */
export interface LineFilter {
  /** Set if the question asks for this status or reason alone. */
  status?: LineStatus | undefined;
  reason?: StatusReason | undefined;
  ownerId?: string | undefined;
  /** The digits that a line's numbers begin with. */
  digits?: string | undefined;
}

/** A phone number to search for: all of its digits if `exact`, otherwise its last ones. */
export interface NumberQuery {
  digits: string;
  exact: boolean;
}

/** An entry of a provider's change log. */
export interface ChangeLogEntry {
  /** The id of the changed item: that of its line, where it is one. */
  id: string;
  /** Milliseconds since 1970. */
  at: number;
  /** The name of the person, or of the program. */
  by?: string | undefined;
}

/** A person whom a list names. */
export interface PersonDetails {
  /** The id by which the provider's lines refer to the person. */
  id?: string | undefined;
  name?: string | undefined;
  email?: string | undefined;
  /** Where the person's costs belong: a department, or the groups that the person is in. */
  department?: string | undefined;
}

/** A list endpoint of a provider. Its functions are pure; the listing sends the requests. */
export interface Operation {
  provider: Provider;
  /** The tool's name, `PROVIDER_list_THINGS`. */
  name: string;
  title: string;
  /** What it lists, and when to use a neighboring operation instead. */
  description: string;
  /** The page of the provider's documentation that describes the endpoint. */
  reference: string;
  /** What its rows are as lines, in lower case: `sip_phone`. Absent if they are not lines. */
  kind?: string;
  /** The facts that its rows state about their lines. Status, capabilities and audit checks follow from them. */
  facts?: FactReaders;
  /** True if not every account has the list: a refusal is then a warning of a question, not its failure. */
  optional?: true;
  /** What an account needs to read the list, in words that the provider's `access` knows. */
  requires?: readonly string[];
  /** True if its rows are no lines of their own, but the audit has something to say about them: `line` describes them for its findings. */
  auditOnly?: true;
  /** The arguments that list what the audit is about. */
  auditInput?: Input;
  /** True if the API has no pages: one response has the whole list. */
  wholeList?: true;
  /** The role of its lines' own numbers in `find_number`; `number` by default. */
  numberRole?: 'direct_number';
  /** Builds the schema of the provider's own parameters, without credentials, `limit` and `offset`. Called lazily. */
  input(): z.ZodObject;
  row: RowShape;
  /** The row shape with `full: true`, if the operation has that parameter; all of its fields are shown. */
  fullRow?: RowShape;
  /** The default columns, dotted for nested fields. */
  columns: readonly string[];
  /** Rows to request per page of a long list: at most the provider's maximum. */
  pageSize: number;
  /** The most rows that the provider accepts in one request, if more than `pageSize`: pages may then begin with rows that came before. */
  maxPageSize?: number;
  /** True if the API takes page numbers. Requests are then for whole pages of `pageSize` rows: the number of a page is `offset / limit + 1`. */
  pageNumbers?: boolean;
  /** The largest offset that the provider accepts. */
  maxOffset?: number;
  /** Builds the request for one page. `input` may hold `fields`, the names of the requested fields. `settings` are those of the account. */
  request(input: Input, page: PageRequest, settings?: Settings): HttpRequest;
  /** Reads the rows from a response body. Throws `malformed` if it has no list. */
  page(body: unknown): Page;
  /** Reads the description of a line from a row with all its fields; the facts state the rest. Accepts any row. */
  line?(row: Row): LineDetails;
  /** What one more request for each row tells. The id of a row must be what the request names. */
  enrichment?: Enrichment;
  /** Reads what a row is on a call's way, from a row with all its fields. */
  stage?(row: Row): RouteStage;
  /** The arguments that list the rows with all that `stage` reads. */
  stageInput?: Input;
  /** True if routes only begin at its rows: of a number's route, the rows that were found by the number are then all that it needs. */
  isRouteStart?: true;
  /** Arguments that list a row once more, with its route. */
  routeInput?(row: Row): Input | undefined;
  /** Reads a row of a price list: what lines that name this id as their product cost in a month. The currency is undefined if the provider does not tell it. */
  price?(row: Row, settings: Settings): { id: string | undefined; monthlyFee: number | undefined; currency: string | undefined };
  /** Arguments that list the prices of these products, at most `maxPricedProducts`; undefined if the account has none. Without it, the list has all prices. */
  priceInput?(products: readonly string[], settings: Settings): Input | undefined;
  /** Reads an entry of a change log; rows come newest first. Undefined for a row without a time or an item. */
  changeLogEntry?(row: Row): ChangeLogEntry | undefined;
  /** Reads the person that a row is, if the list is one of people. Accepts any row. */
  person?(row: Row): PersonDetails;
  /** Arguments that exclude only rows which cannot match the filter; `no-match` if no row of this list can match. */
  pushDownFilter?(filter: LineFilter): Input | 'no-match';
  /** Arguments that list at least the rows with this number; absent if the whole list must be read. */
  numberQuery?(number: NumberQuery): Input;
  /** The fields that the arguments filter or sort by. Without it, an argument with the name of a scalar field filters by equality. `settings` are those of the account. */
  readFilters?(input: Input, settings?: Settings): readonly FieldFilter[];
  /** Arguments to add so that new rows come last and rows move least; undefined if the arguments sort already. */
  stableOrder?(input: Input): Input | undefined;
  /** Arguments to retry with after the provider has refused these; undefined to report the refusal. Called again if those are refused, too. */
  fallbackInput?(input: Input, refusal: LinekeeperError): Input | undefined;
}

/** What `defineOperation` takes: an operation whose functions know the types of its arguments. */
export interface OperationDefinition<Shape extends z.ZodRawShape> extends Omit<Operation, 'input' | 'request' | 'fallbackInput'> {
  input(): z.ZodObject<Shape>;
  request(input: OperationInput<Shape>, page: PageRequest, settings?: Settings): HttpRequest;
  fallbackInput?(input: OperationInput<Shape>, refusal: LinekeeperError): OperationInput<Shape> | undefined;
}

/** The validated arguments of an operation, and the requested fields if not all are. */
type OperationInput<Shape extends z.ZodRawShape> = z.output<z.ZodObject<Shape>> & { fields?: readonly string[] };

/**
 * Defines an operation. The types of its arguments are checked here and erased from the result, so that operations fit in one array.
 *
 * @example
 * ```ts
 * const facts = {
 *   registered: { fields: ['online'], read: row => getBoolean(row, 'online') },
 *   numbers: { fields: ['numbers'], read: row => getTexts(row, 'numbers').flatMap(digits => toE164(digits) ?? []) },
 * } satisfies FactReaders;
 *
 * export const trunks = defineOperation({
 *   provider: acme,
 *   name: 'acme_list_trunks',
 *   title: 'List Acme trunks',
 *   description: 'Lists SIP trunks with registration and numbers. For extensions use acme_list_phones.',
 *   reference: 'https://docs.acme.example/api/trunks',
 *   kind: 'sip_trunk',
 *   input: () => z.strictObject({ name: z.string().min(1).optional().describe('Part of the name') }),
 *   row: {
 *     id: 'id',
 *     fields: {
 *       id: { description: 'Trunk id' },
 *       name: { description: 'Name' },
 *       online: { description: 'True while registered' },
 *       numbers: { description: 'Public numbers, digits', list: true },
 *       password: { description: 'SIP password', secret: true },
 *     },
 *   },
 *   columns: ['id', 'name', 'online', 'numbers'],
 *   pageSize: 100,
 *   request: ({ fields: _, ...query }, { offset, limit }) => ({ method: 'GET', path: '/v1/trunks', query: { ...query, offset, limit } }),
 *   page: body => {
 *     if (!isRecord(body) || !Array.isArray(body.items)) throw malformedError('an object without "items"');
 *     return { rows: body.items, ...(typeof body.total === 'number' && { total: body.total }) };
 *   },
 *   facts,
 *   line: row => ({ id: getText(row, 'id'), name: getText(row, 'name'), numbers: facts.numbers.read(row) }),
 * });
 * ```
 */
export function defineOperation<Shape extends z.ZodRawShape>(definition: OperationDefinition<Shape>): Operation {
  // Callers validate the arguments with `definition.input()` first, so the erased types hold.
  const { request, fallbackInput } = definition as unknown as Pick<Operation, 'request' | 'fallbackInput'>;
  return { ...definition, request, ...(fallbackInput !== undefined && { fallbackInput }) };
}
