// The further lists of Telecom X: numbers, mobiles, the hosted PBX, people, portings.
import type { CopenhagenOffice } from '../company/copenhagen.ts';
import type { Json, JsonObject } from '../json.ts';
import { slicePage } from '../short-pages.ts';
import { listCustomers, listProducts } from './administration.ts';
import { TelecomXError } from './errors.ts';
import { isForReseller, type ListRequest, resolveCustomer } from './lists.ts';
import { readBoolean, readPage, readTextFilter } from './query.ts';
import { pickFields, toJsonObject } from './rows.ts';

/** A list: the name of its rows, the bounds of its pages, and which rows and fields a request gets. */
interface InventoryList {
  rowsKey: string;
  limit: { default: number; max: number };
  rows(office: CopenhagenOffice): object[];
  /** The texts that `filter` looks in. */
  texts: readonly string[];
  /** The fields without `full`; all if absent. */
  normal?: readonly string[];
  /** Fields that are for filters alone. */
  hidden?: readonly string[];
  matches?(row: JsonObject, query: URLSearchParams): boolean;
}

const closedStages = ['IN_COMPLETED', 'IN_CANCELLED', 'OUT_COMPLETED', 'OUT_CANCELLED'];

/** The groups of stages that `status` asks for. The portings of certain days are not played. */
const portingStatuses: Record<string, (stage: string, needsAttention: unknown) => boolean> = {
  OPEN: stage => ![...closedStages, 'IN_CONFIRMED', 'OUT_CONFIRMED', 'IN_REJECTED', 'OUT_REJECTED'].includes(stage),
  CLOSED: stage => closedStages.includes(stage),
  ATTENTION: (_stage, needsAttention) => needsAttention === true,
  WAITING: stage => stage === 'IN_AWAITING_POA_FROM_CUSTOMER',
  READY: stage => stage === 'IN_POA_SENT',
  ORDERED: stage => stage === 'IN_ORDERED',
  CONFIRMED: stage => stage.endsWith('_CONFIRMED'),
  REJECTED: stage => stage.endsWith('_REJECTED'),
};

function matchesPorting(row: JsonObject, query: URLSearchParams): boolean {
  const { stage } = row.status as { stage: string };
  const [wanted, status, type] = [query.get('stage'), query.get('status'), query.get('type')];
  if (type !== null && row.portingType !== type) return false;
  if (wanted !== null) return stage === wanted;
  if (status === null) return true;
  const matches = Object.hasOwn(portingStatuses, status) ? portingStatuses[status] : undefined;
  if (matches === undefined) throw new TelecomXError(400, 'status');
  return matches(stage, row.needsAttention);
}

/** The states that each `list` returns. */
const numberLists: Record<string, (row: JsonObject, query: URLSearchParams) => boolean> = {
  CUSTOMER_ALL: () => true,
  SIP_AVAILABLE: row => row.state === 'AVAILABLE' && row.type === 'FIXED',
  MVNO_AVAILABLE: row => row.state === 'AVAILABLE' && row.type !== 'FIXED',
  PORTING: (row, query) => row.porting !== null && row.porting === query.get('porting'),
  VOICE_ACCOUNT: (row, query) => row.voiceAccount !== null && row.voiceAccount === query.get('voiceAccount'),
};

function matchesNumber(row: JsonObject, query: URLSearchParams): boolean {
  const list = query.get('list') ?? '';
  if (!Object.hasOwn(numberLists, list)) throw new TelecomXError(400, 'list');
  const employee = query.get('employee');
  return (numberLists[list]?.(row, query) ?? false) && (employee === null || row.employee === employee);
}

const has = (row: JsonObject, name: string, query: URLSearchParams) => [null, row[name]].includes(query.get(name));

const lists: Record<string, InventoryList> = {
  '/number': {
    rowsKey: 'numbers',
    limit: { default: 100, max: 500 },
    rows: office => office.numbers,
    texts: ['_id'],
    matches: matchesNumber,
  },
  '/mvno': {
    rowsKey: 'mvnoAccounts',
    limit: { default: 100, max: 500 },
    rows: office => office.mobiles,
    texts: ['number', 'deviceType', 'notes'],
    normal: [
      '_id',
      'state',
      'number',
      'customer',
      'ratePlan',
      'ratePlanName',
      'pbx',
      'extension',
      'extensionNumber',
      'deviceType',
      'notes',
    ],
    matches: (row, query) => has(row, 'ratePlan', query) && !(query.get('pbx') === 'true' && row.pbx === 0),
  },
  '/pbx/extension': {
    rowsKey: 'extensions',
    limit: { default: 50, max: 1000 },
    rows: office => office.extensions,
    texts: ['name', 'number', 'direct', 'redirect', 'notes'],
    normal: ['_id', 'name', 'number', 'employee', 'direct', 'primary', 'redirect', 'notes'],
    matches: (row, query) => has(row, 'employee', query),
  },
  '/pbx/trunk': {
    rowsKey: 'trunks',
    limit: { default: 50, max: 100 },
    rows: office => office.pbxTrunks,
    texts: ['name', 'number', 'redirect', 'notes'],
    normal: ['_id', 'name', 'number', 'numbers', 'redirect', 'notes'],
  },
  '/pbx/dialplan': {
    rowsKey: 'dialplanItems',
    limit: { default: 50, max: 100 },
    rows: office => [...office.dialplan, ...office.extensions, ...office.pbxTrunks],
    texts: ['name', 'number', 'notes'],
    normal: ['_id', 'type', 'name', 'number'],
    matches: (row, query) => has(row, 'type', query) && !(query.get('excludeNoNumber') === 'true' && row.number === null),
  },
  '/employee': {
    rowsKey: 'employees',
    limit: { default: 100, max: 500 },
    rows: office => office.employees,
    texts: ['name', 'title', 'department', 'emailAddress'],
    normal: [...['_id', 'accessLevel', 'state', 'name', 'title', 'department', 'emailAddress', 'smsValidation', 'authenticatorValidation']],
    matches: (row, query) => row.state !== 'DELETED' || query.get('includeDeleted') === 'true',
  },
  '/porting': {
    rowsKey: 'portings',
    limit: { default: 100, max: 500 },
    rows: office => office.portings,
    texts: ['number'],
    normal: ['_id', 'number', 'additionalNumbers', 'numberType', 'portingType', 'customer', 'voiceAccount', 'status', 'donorSimNumber'],
    hidden: ['needsAttention'],
    matches: matchesPorting,
  },
};

/** The paths of the lists, and of the other two below. */
export const inventoryPaths: readonly string[] = [...Object.keys(lists), '/product', '/customer'];

/** The body of a response to a list at `path`. Throws a TelecomXError. */
export function listInventory(path: string, request: ListRequest): Json {
  if (path === '/product') return listProducts(request);
  if (path === '/customer') return listCustomers(request);
  const list = lists[path];
  if (list === undefined) throw new TelecomXError(404, 'not_found');
  const { office, query } = request;
  const scope = isForReseller(request) ? 'own' : resolveCustomer(request, new TelecomXError(400, 'customer'));
  const position = readPage(query, list.limit);
  const [isFull, matches] = [readBoolean(query, 'full') ?? false, readTextFilter(query)];
  const rows = (scope === 'own' ? list.rows(office) : [])
    .map(toJsonObject)
    .filter(row => list.matches?.(row, query) ?? true)
    // The fields that are searched hold texts or null.
    .filter(row => matches(list.texts.map(name => row[name] as string | null | undefined)));
  const page = slicePage(rows, position, undefined).map(row => pickFields(row, isFull ? undefined : list.normal, list.hidden));
  return { ...position, total: rows.length, [list.rowsKey]: page };
}
