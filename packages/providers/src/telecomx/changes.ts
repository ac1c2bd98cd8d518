// `GET /log/changelog/customer/ID`: what changed at a Telecom X customer, and who changed it. Unverified: the stored page ends before its rows, which are those of `GET /log/changelog/ID`.
import { defineOperation, getText, isRecord, LinekeeperError, type Page, toText } from '@linekeeper/core';
import * as z from 'zod';
import { createTolerantPageParser } from './page.ts';
import { telecomx } from './provider.ts';
import { requirements } from './rights.ts';

const idPattern = /^[\da-f]{24}$/i;

/** Keys whose values are credentials, or may be. */
const secretKey = /pass|username|secret|token|pin|puk|^custom|key|auth(?!enticatorValidation)/i;

const parseRows = createTolerantPageParser('events');

/** Adds the names of the employees, which come as a list of their own, and leaves out the values of credentials. */
function parsePage(body: unknown): Page {
  const { employees, ...rest } = isRecord(body) ? body : {};
  const page = parseRows(isRecord(body) ? rest : body);
  const names = new Map(
    (Array.isArray(employees) ? employees : []).flatMap(employee =>
      isRecord(employee) ? [[toText(employee._id), employee.name] as const] : [],
    ),
  );
  return { ...page, rows: page.rows.map(row => (isRecord(row) ? toSafeEvent(row, names) : row)) };
}

function toSafeEvent(event: Record<string, unknown>, names: ReadonlyMap<string, unknown>): Record<string, unknown> {
  const changes = Array.isArray(event.changes) ? event.changes.filter(isRecord) : undefined;
  return {
    ...event,
    employeeName: event.employeeName ?? names.get(toText(event.employee)),
    ...(changes !== undefined && { changes: changes.map(change => (secretKey.test(toText(change.key)) ? { key: change.key } : change)) }),
  };
}

/** An id in a path. Throws `input`: anything else could lead to another path. */
function checkId(name: string, value: string): string {
  if (idPattern.test(value)) return value;
  throw new LinekeeperError('input', `"${name}" must be an id of 24 hex digits.`, { field: name });
}

/** Lists the change log (`GET /log/changelog/customer/ID`). */
export const changes = defineOperation({
  provider: telecomx,
  name: 'telecomx_list_changes',
  title: 'List Telecom X changes',
  description: 'Change log: what, when, who, before and after. Needs "customer", if the account has none. People: telecomx_list_employees.',
  reference: 'Telecom X API, api:log:changelog:list',
  requires: requirements.customer,
  input: () =>
    z.strictObject({
      customer: z.string().min(1).optional().describe('Customer id'),
      section: z
        .string()
        .regex(/^[A-Za-z]{1,60}$/, 'must be the name of a section, such as Numbers')
        .optional()
        .describe('Customers, Employees, Numbers, Pbx…'),
      item: z.string().min(1).optional().describe('Item id; with section'),
      what: z.enum(['CREATE', 'UPDATE', 'DELETE', 'OTHER']).optional().describe('Kind'),
      includeChanges: z.boolean().optional().describe('Values before and after; default true'),
      orderBy: z.enum(['ASC', 'DESC']).optional().describe('By time; default DESC'),
    }),
  row: {
    id: '_id',
    fields: {
      _id: { description: 'Event id' },
      when: { description: 'Time' },
      where: { description: 'Section' },
      what: { description: 'CREATE, UPDATE, DELETE or OTHER' },
      id: { description: 'Id of the changed item' },
      employee: { description: 'Id of who did it' },
      employeeName: { description: 'Who did it' },
      description: { description: 'What happened' },
      hasComparison: { description: 'Whether it can be compared with an earlier one' },
      changes: {
        list: true,
        description: 'Changed values',
        fields: {
          key: { description: 'Name of the value' },
          oldValue: { description: 'Before' },
          oldDisplayValue: { description: 'Before, for people' },
          newValue: { description: 'After' },
          newDisplayValue: { description: 'After, for people' },
        },
      },
      // The whole item before the change: credentials may be in it.
      data: { secret: true, description: 'The item' },
    },
  },
  columns: ['_id', 'when', 'where', 'what', 'id', 'employeeName', 'changes.key'],
  pageSize: 500,
  request: ({ customer, section, item, what, includeChanges = true, orderBy = 'DESC' }, { offset, limit }) => {
    if (customer === undefined) {
      throw new LinekeeperError('input', 'Whose change log? Give "customer", or set it for the account.', { field: 'customer' });
    }
    if (item !== undefined && section === undefined)
      throw new LinekeeperError('input', '"item" needs its "section".', { field: 'section' });
    const steps = [checkId('customer', customer), section, item === undefined ? undefined : checkId('item', item)];
    return {
      method: 'GET',
      path: `/log/changelog/customer/${steps.filter(step => step !== undefined).join('/')}`,
      query: { offset, limit, includeEmployees: true, version: 2, includeChanges, sortBy: 'when', orderBy, what },
    };
  },
  page: parsePage,
  changeLogEntry: row => {
    const [id, at] = [getText(row, 'id'), Date.parse(getText(row, 'when') ?? '')];
    return id === undefined || Number.isNaN(at) ? undefined : { id, at, by: getText(row, 'employeeName') };
  },
});
