// The rules of single audit checks: edge cases that are findings, and those that are not.
import { describe, expect, it } from 'vitest';
import { getLineKey } from './answer-contents.ts';
import { type ProviderLists, startFakeAccount } from './fake-lists.ts';
import { askQuestion, unlimited } from './harness.ts';
import * as healthy from './healthy-rows.ts';

const findEvidence = async (check: string, account: object) =>
  (await askQuestion('audit_lines', { limit: 500, check: [check] }, [account], unlimited)).findings.map(
    ({ line, evidence }) => `${getLineKey(line)}: ${evidence}`,
  );

async function findLines(check: string, ...accounts: object[]): Promise<string[]> {
  const { findings } = await askQuestion('audit_lines', { limit: 500, check: [check] }, accounts, unlimited);
  return findings.map(({ line }) => getLineKey(line));
}

const months = (...seconds: number[]) =>
  seconds.map((secsOutHomeland, index) => ({ date: new Date(Date.UTC(2025, 9 + index, 1)).toISOString(), secsOutHomeland }));
const zeros = Array.from({ length: 12 }, () => 0);
const trunk = (more: object) => ({ 'GET /sip': [{ ...healthy.trunk, ...more }] });
const phone = (more: object) => ({ 'GET /pbx/sipphone': [{ ...healthy.phone, ...more }] });
const sipLine = (more: object) => ({ 'get.sip_lines': [{ ...healthy.line, ...more }] });
/** A number without a route, except for the fields of a case. */
const number = (more: object) => ({ 'get.virtual_numbers': [{ ...healthy.number, scenarios: [], ...more }] });
const registeredFrom = (...ips: string[]) => ({ ip_addresses: ips.map(ip => ({ date_time: '2026-10-01 10:00:00', ip })) });

type Case = [check: string, what: string, provider: 'telecomx' | 'callgear', lists: ProviderLists];

const findings: Case[] = [
  ['idle', 'twelve months without use', 'telecomx', trunk({ voiceUsage: months(...zeros) })],
  ['idle', 'use before the last twelve months', 'telecomx', trunk({ voiceUsage: months(900, ...zeros) })],
  ['number_on_inactive_trunk', 'a number on it', 'telecomx', trunk({ active: false })],
  ['not_registered', 'a phone that is offline', 'telecomx', phone({ online: false })],
  ['not_registered', 'Не зарегистрирован', 'callgear', sipLine({ physical_state: 'Не зарегистрирован' })],
  ['open_registration', 'OPEN in lower case', 'telecomx', phone({ ip: { mode: 'open' } })],
  ['many_registrations', 'two public addresses', 'callgear', sipLine(registeredFrom('192.0.2.1', '203.0.113.1'))],
  ['many_registrations', 'two plain public addresses', 'callgear', sipLine({ ip_addresses: ['192.0.2.1', '203.0.113.1'] })],
  ['no_owner', 'an assigned phone', 'telecomx', phone({ employee: null })],
  ['no_caller_id', 'an empty number', 'callgear', sipLine({ virtual_phone_number: '' })],
  ['unrouted_number', 'no route', 'callgear', number({})],
  [
    'unrouted_number',
    'a scenario that is switched off',
    'callgear',
    number({ scenarios: [{ scenario_id: 1, scenario_name: 'x', is_active: false }] }),
  ],
];

const accepted: Case[] = [
  ['idle', 'no reported months', 'telecomx', trunk({ voiceUsage: [] })],
  ['idle', 'months without seconds', 'telecomx', trunk({ voiceUsage: [{ date: '2026-10-01T00:00:00.000Z' }] })],
  ['idle', 'use in the first of twelve months', 'telecomx', trunk({ voiceUsage: months(5, ...zeros.slice(1)) })],
  ['number_on_inactive_trunk', 'no number', 'telecomx', trunk({ active: false, numbers: [] })],
  ['not_registered', 'an unassigned phone', 'telecomx', phone({ online: false, extension: null })],
  ['not_registered', 'a line out of service', 'callgear', sipLine({ physical_state: 'Not registered', status: 'inactive' })],
  ['not_registered', 'a blocked line', 'callgear', sipLine({ physical_state: 'Not registered', billing_state: 'manual_lock' })],
  [
    'not_registered',
    'a line without an employee',
    'callgear',
    sipLine({ physical_state: 'Not registered', employee_id: null, employee_full_name: null }),
  ],
  [
    'many_registrations',
    'one public address and private ones',
    'callgear',
    sipLine(registeredFrom('192.0.2.1', '10.0.0.7', '192.168.1.7', '172.20.0.7', 'fd00::7')),
  ],
  ['many_registrations', 'one address twice', 'callgear', sipLine(registeredFrom('192.0.2.1', '192.0.2.1'))],
  ['no_owner', 'an unassigned phone', 'telecomx', phone({ employee: null, extension: null })],
  ['no_owner', 'a line out of service', 'callgear', sipLine({ employee_id: null, employee_full_name: null, status: 'inactive' })],
  ['no_caller_id', 'a line for calls in', 'callgear', sipLine({ virtual_phone_number: null, type: 'in' })],
  ['no_caller_id', 'a line out of service', 'callgear', sipLine({ virtual_phone_number: null, status: 'inactive' })],
  ['unrouted_number', 'a scenario', 'callgear', number({ scenarios: [{ scenario_id: 1, scenario_name: 'x' }] })],
  ['unrouted_number', 'a campaign', 'callgear', number({ campaigns: [{ campaign_id: 1, campaign_name: 'x' }] })],
  ['unrouted_number', 'a redirection', 'callgear', number({ redirection_phone_number: '74955550199' })],
  ['unrouted_number', 'a line that presents it', 'callgear', { ...number({}), ...sipLine({ virtual_phone_number: '74955550102' }) }],
  ['unrouted_number', 'quarantine', 'callgear', number({ status: 'cleaning' })],
];

describe('an audit check', () => {
  it.each(findings)('%s finds %s', async (check, _, provider, lists) => {
    expect(await findLines(check, await startFakeAccount(provider, 'north', lists))).toHaveLength(1);
  });

  it.each(accepted)('%s accepts %s', async (check, _, provider, lists) => {
    expect(await findLines(check, await startFakeAccount(provider, 'north', lists))).toEqual([]);
  });
});

describe('a number on several lines', () => {
  const direct = (id: string, number: string) => ({ _id: id, extension: { _id: `E${id}`, number: id, direct: number } });

  it('is found on both of two lines of one kind', async () => {
    const lists = { 'GET /pbx/sipphone': [direct('1', '+4570305050'), direct('2', '+4570305050'), direct('3', '+4570305051')] };
    expect(await findLines('duplicate_number', await startFakeAccount('telecomx', 'north', lists))).toEqual([
      'north sip_phone 1',
      'north sip_phone 2',
    ]);
  });

  it('is found in two accounts with lines of any kind', async () => {
    const other = await startFakeAccount('exolve', 'west', { GetList: [{ number_name: '4570305050' }] });
    expect(await findLines('duplicate_number', await startFakeAccount('telecomx', 'north', trunk({})), other)).toEqual([
      'north sip_trunk T',
      'west number 4570305050',
    ]);
  });

  it('is accepted on a trunk and on a phone of its account', async () => {
    const lists = { ...trunk({}), 'GET /pbx/sipphone': [direct('1', '+4570305050')] };
    expect(await findLines('duplicate_number', await startFakeAccount('telecomx', 'north', lists))).toEqual([]);
  });

  it('names the first three others, without lines that may share it', async () => {
    const ids = ['1', '2', '3', '4', '5'];
    const lists = {
      'GET /sip': ids.map(id => ({ ...healthy.trunk, _id: id })),
      'GET /pbx/sipphone': ids.map(id => direct(id, '+4570305050')),
    };
    const evidence = await findEvidence('duplicate_number', await startFakeAccount('telecomx', 'north', lists));
    const describeOthers = (kind: string, ...others: string[]) =>
      `+4570305050 is also on ${others.map(id => `north ${kind} ${id}`).join(', ')}`;
    for (const kind of ['sip_trunk', 'sip_phone']) {
      expect(evidence).toContain(`north ${kind} 1: ${describeOthers(kind, '2', '3', '4')}`);
      expect(evidence).toContain(`north ${kind} 2: ${describeOthers(kind, '1', '3', '4')}`);
      expect(evidence).toContain(`north ${kind} 5: ${describeOthers(kind, '1', '2', '3')}`);
    }
    expect(evidence).toHaveLength(10);
  });

  it('is not a caller id, nor a number that one line has twice', async () => {
    const callers = { ...number({}), 'get.sip_lines': [1, 2].map(id => ({ id, virtual_phone_number: '74955550102' })) };
    const trunks = trunk({ numbers: ['+4570305050', '+4570305050'], defaultNumber: '+4570305050' });
    expect(
      await findLines(
        'duplicate_number',
        await startFakeAccount('callgear', 'east', callers),
        await startFakeAccount('telecomx', 'north', trunks),
      ),
    ).toEqual([]);
  });
});

describe('a blocked line in groups', () => {
  it('is found with five of them and the number of the others, also beside thousands', async () => {
    const count = 10_000;
    const groups = Array.from({ length: count }, (_, id) => ({
      id,
      name: `Group ${id}`,
      members: [],
      phone_numbers: [{ employee_phone_number: '101', available: true }],
    }));
    const lines = Array.from({ length: count }, (_, id) => ({ ...healthy.line, id, billing_state: 'manual_lock' }));
    const lists = { 'get.sip_lines': lines, 'get.group_employees': groups };
    const evidence = await findEvidence('suspended_in_group', await startFakeAccount('callgear', 'north', lists));
    expect(evidence).toHaveLength(500);
    expect(evidence[0]).toBe('north sip_line 0: blocked, but rung by Group 0, Group 1, Group 2, Group 3, Group 4 and 9995 more');
  });
});

describe('a number that thousands of lines have', () => {
  it('and that all of them redirect to itself, is one dead end', async () => {
    const numbers = Array.from({ length: 5_000 }, (_, id) => ({
      ...healthy.number,
      id,
      scenarios: [],
      redirection_phone_number: '74955550102',
    }));
    const lists = { 'get.sip_lines': [healthy.line], 'get.virtual_numbers': numbers };
    const evidence = await findEvidence('route_to_dead_end', await startFakeAccount('callgear', 'north', lists));
    expect(evidence).toEqual([expect.stringMatching(/^north virtual_number \d+: \+74955550102 → /)]);
  });
});
