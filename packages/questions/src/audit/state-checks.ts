// Audit checks of the state of a line: blocked, unregistered, bypassed, idle.
import { getBoolean, getNumber, getObjects, getText, getTexts } from '@linekeeper/core';
import { type Check, checkEach, hasReason, joinFirst } from './check.ts';

/** Trunks that the provider blocked over usage or suspected fraud. */
export const usageBlock: Check = {
  code: 'usage_block',
  severity: 'critical',
  kinds: ['sip_trunk'],
  requiredFields: { sip_trunk: ['usageBlock'] },
  advice:
    'Look at the calls of the last days for fraud, change the SIP password if it may have leaked, then ask the provider to lift the block.',
  find: checkEach(item =>
    hasReason(item, 'usage_block')
      ? 'usageBlock is set: high-rate and international calls are blocked over usage or suspected fraud'
      : undefined,
  ),
};

/** Active, assigned lines that are not registered. */
export const notRegistered: Check = {
  code: 'not_registered',
  severity: 'warning',
  kinds: ['sip_line', 'sip_trunk', 'sip_phone'],
  requiredFields: {
    sip_line: ['physical_state', 'employee_id', 'status', 'billing_state'],
    sip_trunk: ['status', 'active'],
    sip_phone: ['online', 'extension'],
  },
  advice: 'Check power, network and SIP settings of the device; deactivate it if it is unused.',
  find: checkEach(item => {
    const { line, row } = item;
    if (line.status !== 'down' || hasReason(item, 'unassigned')) return undefined;
    const reported = getText(row, 'physical_state') ?? getText(row, 'status') ?? `online: ${getBoolean(row, 'online')}`;
    return `active and assigned, but the provider reports "${reported}"`;
  }),
};

/** Lines that billing blocked because a limit was reached. */
export const blockedByLimit: Check = {
  code: 'blocked_by_limit',
  severity: 'warning',
  kinds: ['sip_line', 'virtual_number'],
  requiredFields: { sip_line: ['billing_state'], virtual_number: ['status'] },
  advice: 'Top up the balance or raise the limit in billing; the block then ends by itself.',
  find: checkEach(item => (hasReason(item, 'blocked_by_limit') ? 'billing says limit_lock' : undefined)),
};

/** Lines that were blocked by hand in billing. */
export const blockedManually: Check = {
  code: 'blocked_manually',
  severity: 'warning',
  kinds: ['sip_line', 'virtual_number'],
  requiredFields: { sip_line: ['billing_state'], virtual_number: ['status'] },
  advice: 'Ask who blocked it and why; unblock it in billing, or release it.',
  find: checkEach(item => (hasReason(item, 'blocked_manually') ? 'billing says manual_lock' : undefined)),
};

/** Trunks whose calls always go to the failover. */
export const alwaysFailover: Check = {
  code: 'always_failover',
  severity: 'warning',
  kinds: ['sip_trunk'],
  requiredFields: { sip_trunk: ['alwaysFailover'] },
  advice: 'If the move is over, switch alwaysFailover off, so that calls reach the trunk again.',
  find: checkEach(({ row }) =>
    getBoolean(row, 'alwaysFailover')
      ? `alwaysFailover is set: calls go to ${getText(row, 'failover') ?? 'the failover'} and never to the trunk`
      : undefined,
  ),
};

/** Private address ranges: several devices behind one office network are normal. */
const privateAddress =
  /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|127\.|169\.254\.|f[cd]|fe[89ab]|::1$)/i;

/** Strips the port, and the IPv6 prefix of an IPv4-mapped address. */
const normalizeAddress = (address: string) => address.replace(/^::ffff:/i, '').replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1');

/** SIP lines that are registered from several public addresses. */
export const manyRegistrations: Check = {
  code: 'many_registrations',
  severity: 'warning',
  kinds: ['sip_line'],
  requiredFields: { sip_line: ['ip_addresses'] },
  advice: "Ask the owner about each address; one that is not the owner's means that the password has leaked: change it.",
  find: checkEach(({ row }) => {
    const all = [...getTexts(row, 'ip_addresses.ip'), ...getTexts(row, 'ip_addresses')].map(normalizeAddress);
    const addresses = [...new Set(all.filter(address => !privateAddress.test(address)))];
    return addresses.length > 1 ? `registered at once from ${joinFirst(addresses)}` : undefined;
  }),
};

/** Trunks without outgoing usage in the last twelve reported months. */
export const idle: Check = {
  code: 'idle',
  severity: 'info',
  kinds: ['sip_trunk'],
  requiredFields: { sip_trunk: ['voiceUsage'] },
  advice: 'Ask whether it is still needed; incoming use is not reported, so look at its numbers before you cancel it.',
  find: checkEach(item => {
    const months = getObjects(item.row, 'voiceUsage').flatMap(month => {
      const date = getText(month, 'date');
      const seconds = getNumber(month, 'secsOutHomeland');
      return date === undefined || seconds === undefined ? [] : [{ date, seconds }];
    });
    const recentMonths = months.sort((a, b) => (a.date < b.date ? 1 : -1)).slice(0, 12);
    const isIdle = recentMonths.length > 0 && recentMonths.every(({ seconds }) => seconds === 0);
    return isIdle && !hasReason(item, 'deactivated') ? `no outgoing seconds in the last ${recentMonths.length} reported months` : undefined;
  }),
};

/** Trunks without an address for emergency calls. */
export const noEmergencyAddress: Check = {
  code: 'no_emergency_address',
  severity: 'info',
  kinds: ['sip_trunk'],
  needsFullRows: true,
  requiredFields: { sip_trunk: ['address'] },
  advice: 'Give the trunk the address of the site, so that 112 reaches the right center.',
  find: checkEach(({ row }) => (getText(row, 'address') === undefined ? 'no address for emergency routing' : undefined)),
};
