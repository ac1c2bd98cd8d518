// `GET /pbx/trunk`: where public numbers enter a Telecom X hosted PBX. Unverified: the stored page ends within its rows, the rest is that of `GET /pbx/trunk/ID`.
import { defineOperation, type Fields, getText, getTexts, toE164 } from '@linekeeper/core';
import * as z from 'zod';
import { createTolerantPageParser } from './page.ts';
import { customerSchema, filterSchema, flagSchema } from './parameters.ts';
import { telecomx } from './provider.ts';
import { requirements } from './rights.ts';

const fields: Fields = {
  _id: { description: 'Trunk id' },
  name: { description: 'Name' },
  number: { description: 'Local number, if it can be dialed' },
  numbers: { list: true, description: 'Public numbers that enter here, E.164' },
  redirect: { description: 'Number that all calls are redirected to' },
  notes: { description: 'Notes' },
  // With `full`.
  type: { description: 'TRUNK' },
  customer: { description: 'Customer id' },
  startAudio: { description: 'Id of the sound that is played first' },
  selectable: { description: 'Whether people may present its numbers' },
  language: { description: 'Language of the prompts, da or en' },
  ringtone: { description: 'Ring tone, -1: as the phone has it' },
  musicOnHold: { description: 'Id of the music on hold' },
  // An id, or an object with expandGoto.
  goto: {
    description: 'Where calls go next',
    fields: {
      _id: { description: 'Id of the item' },
      type: { description: 'Type of the item' },
      number: { description: 'Its number' },
      name: { description: 'Its name' },
    },
  },
  fax: { description: 'Fax', fields: { mode: { description: 'OFF, RECEIVE, SEND or BOTH' } } },
};

/** Lists trunks of the hosted PBX (`GET /pbx/trunk`). */
export const pbxTrunks = defineOperation({
  provider: telecomx,
  name: 'telecomx_list_pbx_trunks',
  title: 'List Telecom X PBX trunks',
  description: 'Where public numbers enter the hosted PBX, with full also where calls go. SIP trunks: telecomx_list_sip_accounts.',
  reference: 'Telecom X API, api:pbx:trunk:list',
  requires: requirements.pbx,
  input: () =>
    z.strictObject({
      customer: customerSchema(),
      filter: filterSchema('any field'),
      full: flagSchema('Complete objects'),
      expandGoto: flagSchema('goto as an object; with full'),
      sort: z.enum(['number', 'name', 'redirect']).optional().describe('Default number'),
    }),
  row: { id: '_id', fields },
  fullRow: { id: '_id', fields },
  columns: ['_id', 'name', 'number', 'numbers', 'redirect'],
  pageSize: 100,
  request: ({ customer, filter, full, expandGoto, sort }, { offset, limit }) => ({
    method: 'GET',
    path: '/pbx/trunk',
    query: { customer, offset, limit, filter, full, expandGoto, sort },
  }),
  page: createTolerantPageParser('trunks'),
  stageInput: { full: true },
  // A redirection circumvents everything else.
  stage: row => ({
    id: getText(row, '_id'),
    kind: 'pbx_trunk',
    name: getText(row, 'name'),
    numbers: getTexts(row, 'numbers').flatMap(number => toE164(number) ?? []),
    targets:
      getText(row, 'redirect') === undefined
        ? [{ id: getText(row, 'goto._id') ?? getText(row, 'goto') }]
        : [{ number: getText(row, 'redirect') }],
  }),
});
