// Checks of a line's own state: blocked, unreachable, bypassed, idle.
import { amountAt, flagAt, rowsAt, textAt, textsAt } from '@linekeeper/core';
import { type Check, each, few, has } from './check.ts';

export const usageBlock: Check = {
  code: 'usage_block',
  severity: 'critical',
  kinds: ['sip_trunk'],
  restsOn: { sip_trunk: ['usageBlock'] },
  advice:
    'Look at the calls of the last days for fraud, change the SIP password if it may have leaked, then ask the provider to lift the block.',
  find: each(item =>
    has(item, 'usage_block') ? 'usageBlock is set: high-rate and international calls are blocked over usage or suspected fraud' : undefined,
  ),
};

export const notRegistered: Check = {
  code: 'not_registered',
  severity: 'warning',
  kinds: ['sip_line', 'sip_trunk', 'sip_phone'],
  restsOn: {
    sip_line: ['physical_state', 'employee_id', 'status', 'billing_state'],
    sip_trunk: ['status', 'active'],
    sip_phone: ['online', 'extension'],
  },
  advice: 'Check power, network and SIP settings of the device; where nobody uses it any more, deactivate it.',
  find: each(item => {
    const { line, row } = item;
    if (line.status !== 'down' || has(item, 'unassigned')) return undefined;
    const said = textAt(row, 'physical_state') ?? textAt(row, 'status') ?? `online: ${flagAt(row, 'online')}`;
    return `active and assigned, but the provider says "${said}"`;
  }),
};

export const blockedByLimit: Check = {
  code: 'blocked_by_limit',
  severity: 'warning',
  kinds: ['sip_line', 'virtual_number'],
  restsOn: { sip_line: ['billing_state'], virtual_number: ['status'] },
  advice: 'Top up the balance or raise the limit in billing; the block ends by itself then.',
  find: each(item => (has(item, 'blocked_by_limit') ? 'billing says limit_lock' : undefined)),
};

export const blockedManually: Check = {
  code: 'blocked_manually',
  severity: 'warning',
  kinds: ['sip_line', 'virtual_number'],
  restsOn: { sip_line: ['billing_state'], virtual_number: ['status'] },
  advice: 'Ask who blocked it and why; unblock it in billing, or give it back.',
  find: each(item => (has(item, 'blocked_manually') ? 'billing says manual_lock' : undefined)),
};

export const alwaysFailover: Check = {
  code: 'always_failover',
  severity: 'warning',
  kinds: ['sip_trunk'],
  restsOn: { sip_trunk: ['alwaysFailover'] },
  advice: 'If the move is over, switch alwaysFailover off, so that calls reach the trunk again.',
  find: each(({ row }) =>
    flagAt(row, 'alwaysFailover')
      ? `alwaysFailover is set: calls go to ${textAt(row, 'failover') ?? 'the failover'} and never to the trunk`
      : undefined,
  ),
};

/** Private ranges: a phone and a softphone behind one office are no surprise. */
const inside = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|127\.|169\.254\.|f[cd]|fe[89ab]|::1$)/i;

/** An address without its port, and without IPv6's mark before an IPv4 one. */
const bare = (address: string) => address.replace(/^::ffff:/i, '').replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1');

export const manyRegistrations: Check = {
  code: 'many_registrations',
  severity: 'warning',
  kinds: ['sip_line'],
  restsOn: { sip_line: ['ip_addresses'] },
  advice: "Ask the owner about each address; one that is not the owner's means that the password has leaked: change it.",
  find: each(({ row }) => {
    const all = [...textsAt(row, 'ip_addresses.ip'), ...textsAt(row, 'ip_addresses')].map(bare);
    const addresses = [...new Set(all.filter(address => !inside.test(address)))];
    return addresses.length > 1 ? `registered at once from ${few(addresses)}` : undefined;
  }),
};

export const idle: Check = {
  code: 'idle',
  severity: 'info',
  kinds: ['sip_trunk'],
  restsOn: { sip_trunk: ['voiceUsage'] },
  advice: 'Ask whether it is still needed; incoming use is not reported, so look at its numbers before you cancel it.',
  find: each(item => {
    const months = rowsAt(item.row, 'voiceUsage').flatMap(month => {
      const date = textAt(month, 'date');
      const seconds = amountAt(month, 'secsOutHomeland');
      return date === undefined || seconds === undefined ? [] : [{ date, seconds }];
    });
    const last = months.sort((a, b) => (a.date < b.date ? 1 : -1)).slice(0, 12);
    const silent = last.length > 0 && last.every(({ seconds }) => seconds === 0);
    return silent && !has(item, 'deactivated') ? `no outgoing seconds in the last ${last.length} reported months` : undefined;
  }),
};

export const noEmergencyAddress: Check = {
  code: 'no_emergency_address',
  severity: 'info',
  kinds: ['sip_trunk'],
  full: true,
  restsOn: { sip_trunk: ['address'] },
  advice: 'Give the trunk the address of the site, so that 112 reaches the right centre.',
  find: each(({ row }) => (textAt(row, 'address') === undefined ? 'no address for emergency routing' : undefined)),
};
