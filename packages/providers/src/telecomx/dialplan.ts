// `GET /pbx/dialplan`: the items that a call passes in a Telecom X hosted PBX. Unverified: the stored page ends within its rows; what the types have of their own is that of their own pages.
import { defineOperation, type FactReaders, type Fields, getObjects, getText, getTexts, type Row } from '@linekeeper/core';
import * as z from 'zod';
import { createTolerantPageParser } from './page.ts';
import { customerSchema, filterSchema, flagSchema } from './parameters.ts';
import { telecomx } from './provider.ts';
import { requirements } from './rights.ts';

const types = [
  'EXTENSION',
  'TRUNK',
  'CONFERENCE',
  'DIAL',
  'DISA',
  'PLAYBACK',
  'QUEUE',
  'SET_VALUE',
  'MENU_ROUTER',
  'TIME_ROUTER',
  'URL_ROUTER',
  'VALUE_ROUTER',
  'GROUP',
] as const;

const fields: Fields = {
  _id: { description: 'Item id' },
  type: { description: 'EXTENSION, TRUNK, QUEUE, GROUP, TIME_ROUTER, DISA, …' },
  name: { description: 'Name' },
  number: { description: 'Number to dial it inside' },
  // With `full`.
  customer: { description: 'Customer id' },
  startAudio: { description: 'Id of the sound that is played first' },
  redirect: { description: 'Number that all calls are redirected to' },
  notes: { description: 'Notes' },
  goto: { description: 'Trunk: id of the next item' },
  onMatchGoto: { description: 'Time router: id of the next item if a rule matches' },
  onNoMatchGoto: { description: 'Time router: id of the next item otherwise' },
  rules: {
    list: true,
    description: 'Time router: rules',
    fields: {
      type: { description: 'WEEK, PERIOD or RECURRING' },
      description: { description: 'Why the rule exists' },
      overrideGoto: { description: 'Id of the next item if this rule matches' },
    },
  },
  strategy: { description: 'Queue: how calls are distributed' },
  members: { list: true, description: 'Group: ids of its extensions' },
  controllers: { list: true, description: 'Group: ids of the extensions that may pick up' },
  direct: { description: 'Extension: direct public number' },
  employee: { description: 'Extension: employee id' },
};

/** What the full shape does not tell, by type. */
const unlistedByType: Readonly<Record<string, string | undefined>> = {
  QUEUE: 'its members are in no list',
  MENU_ROUTER: 'where its choices lead is in no list',
  VALUE_ROUTER: 'where its values lead is in no list',
  URL_ROUTER: 'a server decides where calls go',
  DIAL: 'the number that it dials is in no list',
  PLAYBACK: 'what follows is in no list',
  CONFERENCE: 'a conference room',
  DISA: 'the caller dials on',
};

/** Where an item leads: a redirection circumvents the rest. */
function readTargets(row: Row) {
  const redirect = getText(row, 'redirect');
  if (redirect !== undefined) return [{ number: redirect }];
  const overrides = getObjects(row, 'rules').flatMap(rule => getText(rule, 'overrideGoto') ?? []);
  const ids = [getText(row, 'goto'), getText(row, 'onMatchGoto'), ...overrides, getText(row, 'onNoMatchGoto'), ...getTexts(row, 'members')];
  return [...new Set(ids)].map(id => ({ id }));
}

/** DISA gives callers a dial tone. */
const facts = {
  allowsDialThrough: { fields: ['type'], read: row => getText(row, 'type') === 'DISA' },
} satisfies FactReaders;

/** Lists the items of the dial plan (`GET /pbx/dialplan`). */
export const dialplan = defineOperation({
  provider: telecomx,
  name: 'telecomx_list_dialplan',
  title: 'List Telecom X dial plan',
  description:
    'Queues, groups, routers, menus of the hosted PBX; DISA lets callers dial out. Where numbers enter: telecomx_list_pbx_trunks.',
  reference: 'Telecom X API, api:pbx:dialplan:list',
  kind: 'dialplan_item',
  optional: true,
  auditOnly: true,
  auditInput: { type: 'DISA' },
  facts,
  requires: requirements.pbx,
  input: () =>
    z.strictObject({
      customer: customerSchema(),
      filter: filterSchema('any field'),
      type: z.enum(types).optional().describe('Type'),
      excludeNoNumber: flagSchema('Only what can be dialed'),
      full: flagSchema('Complete objects'),
    }),
  row: { id: '_id', fields },
  fullRow: { id: '_id', fields },
  columns: ['_id', 'type', 'name', 'number'],
  pageSize: 100,
  request: ({ customer, filter, type, excludeNoNumber, full }, { offset, limit }) => ({
    method: 'GET',
    path: '/pbx/dialplan',
    query: { customer, offset, limit, filter, type, excludeNoNumber, full },
  }),
  page: createTolerantPageParser('dialplanItems'),
  line: row => ({
    id: getText(row, '_id'),
    name: getText(row, 'name'),
    provider_status: getText(row, 'type'),
  }),
  stageInput: { full: true },
  // Extensions and trunks have lists of their own, and are joined by their ids.
  stage: row => ({
    id: getText(row, '_id'),
    kind: getText(row, 'type')?.toLowerCase() ?? 'item',
    name: getText(row, 'name'),
    targets: readTargets(row),
    ends: unlistedByType[getText(row, 'type') ?? ''],
  }),
});
