// The record of one list call at one provider: facts from which every surface is made.
import type * as z from 'zod';
import type { LinekeeperError } from '../errors.ts';
import type { Row, RowShape } from './fields.ts';
import type { HttpRequest } from './http-message.ts';
import type { Kind, LineFacts, Reason, Status } from './line.ts';
import type { Input, Provider } from './provider.ts';

/** What a list can report about its lines, in the order in which tables show it. */
export const capabilities = [
  'registration',
  'billing',
  'owner',
  'fees',
  'usage',
  'caller_id',
  'addresses',
  'failover',
  'routing',
  'emergency',
] as const;
export type Capability = (typeof capabilities)[number];

/** Where in a list a page begins, and the most rows it may have. */
export interface Position {
  offset: number;
  limit: number;
}

export interface Page {
  rows: readonly unknown[];
  /** Rows in the whole list, where the provider says it. */
  total?: number;
}

/** What a question over lines asks for, as far as a provider may be asked for it. */
export interface Wanted {
  /** The only status, or reason, that is asked for. */
  status?: Status | undefined;
  reason?: Reason | undefined;
  /** An owner's id. */
  ownerId?: string | undefined;
  /** The digits that numbers begin with. */
  digits?: string | undefined;
}

/** A number that is looked for: all of its digits, or its last ones. */
export interface Sought {
  digits: string;
  whole: boolean;
}

export interface Operation {
  provider: Provider;
  /** `PROVIDER_list_THINGS`. */
  name: string;
  title: string;
  /** When to use it, and when its neighbour. */
  description: string;
  /** The provider's own page. */
  reference: string;
  /** What its rows are as lines; absent where they are none. */
  kind?: Kind;
  /** What its rows say where they say it: without a mark here, a missing value means nothing. */
  reports?: readonly Capability[];
  /** The provider's own parameters under its own names; credentials, `limit` and `offset` aside. Made when they are first needed. */
  input(): z.ZodObject;
  row: RowShape;
  /** What `full: true` gets instead, where the operation has such a parameter. It comes with all its fields. */
  fullRow?: RowShape;
  /** The default columns, dotted for nested fields. */
  columns: readonly string[];
  /** Rows in a page of a long listing: at most what the provider gives at once. */
  pageSize: number;
  /** The largest offset that the provider takes. */
  lastOffset?: number;
  /** The request for one page. Pure. `input` may hold `fields`, the names wanted of each row. */
  request(input: Input, position: Position): HttpRequest;
  /** The rows in a body. Pure. Throws `malformed` where it holds no list. */
  page(body: unknown): Page;
  /** What a row, read with all its fields, says about a line. Pure; it takes any row. */
  line?(row: Row): LineFacts;
  /** Arguments that leave out rows which cannot fit, and none that may; `nothing` where no row of this list can. */
  forLines?(wanted: Wanted): Input | 'nothing';
  /** Arguments that list the rows which have to do with a number; absent where all must be read. */
  forNumber?(number: Sought): Input;
  /** Arguments to try instead when the provider refuses these; undefined where there are none. */
  otherwise?(input: Input, refusal: LinekeeperError): Input | undefined;
}

/** What a record states in types of its own; the operation that comes out has none. */
export interface Definition<Shape extends z.ZodRawShape> extends Omit<Operation, 'input' | 'request' | 'otherwise'> {
  input(): z.ZodObject<Shape>;
  request(input: Asked<Shape>, position: Position): HttpRequest;
  otherwise?(input: Asked<Shape>, refusal: LinekeeperError): Asked<Shape> | undefined;
}

/** A record's own arguments, and the fields wanted of each row where not all are. */
export type Asked<Shape extends z.ZodRawShape> = z.output<z.ZodObject<Shape>> & { fields?: readonly string[] };

/** Makes a record's facts an operation. */
export function defineOperation<Shape extends z.ZodRawShape>(definition: Definition<Shape>): Operation {
  // The arguments are parsed by `definition.input()` before they come here: this is where the type is forgotten and regained.
  const { request, otherwise } = definition as unknown as Pick<Operation, 'request' | 'otherwise'>;
  return { ...definition, request, ...(otherwise !== undefined && { otherwise }) };
}
