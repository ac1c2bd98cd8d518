// Products, the change log and the customers of a reseller at Telecom X.
import type { Json } from '../json.ts';
import { slicePage } from '../short-pages.ts';
import { TelecomXError } from './errors.ts';
import type { ListRequest } from './lists.ts';
import { readBoolean, readPage, readTextFilter } from './query.ts';
import { pickFields, toJsonObject } from './rows.ts';

/** The path of the change log: the customer, perhaps a section, perhaps an item. */
export const changeLogPattern = /^\/log\/changelog\/customer\/([\dA-Fa-f]{24})(?:\/([A-Za-z]+)(?:\/([\dA-Fa-f]{24}))?)?$/;

const denied = () => new TelecomXError(403, 'access_denied');

/** Products come all at once: the documentation names no paging. Prices of resellers are for resellers. */
export function listProducts({ office, query, level }: ListRequest): Json {
  if (level === 'PERSONAL') throw denied();
  const [type, matches] = [query.get('type') ?? 'ALL', readTextFilter(query)];
  return office.products
    .filter(product => type === 'ALL' || product.type === type)
    .filter(product => matches([product.productCode, product.name]))
    .map(product => pickFields(toJsonObject(product), undefined, level === 'RESELLER' ? [] : ['wholesale']));
}

/** The body of a response to `GET /customer`. Throws a TelecomXError. */
export function listCustomers({ office, query, level }: ListRequest): Json {
  if (level !== 'RESELLER') throw denied();
  const position = readPage(query, { default: 100, max: 500 });
  const matches = readTextFilter(query);
  const rows = office.customers.filter(({ name }) => matches([name])).map(toJsonObject);
  const names = readBoolean(query, 'full') ? undefined : ['_id', 'name', 'state'];
  return { ...position, total: rows.length, customers: slicePage(rows, position, undefined).map(row => pickFields(row, names)) };
}

/** The body of a page of the change log. Throws a TelecomXError. */
export function listChanges(path: string, request: ListRequest): Json {
  const [, customer = '', section, item] = changeLogPattern.exec(path) ?? [];
  const { office, query, level } = request;
  if (level === 'PERSONAL' || (customer.toUpperCase() !== office.customer && level !== 'RESELLER')) throw denied();
  const position = readPage(query, { default: 100, max: 500 });
  const isVersion2 = query.get('version') === '2';
  const what = isVersion2 ? query.get('what') : null;
  const rows = (customer.toUpperCase() === office.customer ? office.changes : [])
    .filter(event => (section === undefined || event.where === section) && (item === undefined || event.id === item.toUpperCase()))
    .filter(event => what === null || event.what === what)
    .sort((left, right) => (left.when < right.when ? -1 : 1) * (isVersion2 && query.get('orderBy') === 'DESC' ? -1 : 1));
  const hidden = [
    ...(query.get('includeData') === 'true' ? [] : ['data']),
    ...(isVersion2 && query.get('includeChanges') === 'true' ? [] : ['changes']),
  ];
  const page = slicePage(rows, position, undefined).map(row => pickFields(toJsonObject(row), undefined, hidden));
  const employees = office.employees.filter(({ _id }) => rows.some(row => row.employee === _id));
  return {
    ...position,
    total: rows.length,
    events: page,
    ...(query.get('includeEmployees') === 'true' && {
      employees: employees.map(({ _id, name, emailAddress }) => ({ _id, name, emailAddress })),
    }),
  };
}
