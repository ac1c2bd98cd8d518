// Audit checks of the state of a line: blocked, unregistered, bypassed, idle.
import { readFact } from '../lines/source.ts';
import { activityFacts, type Check, checkEach, hasReason, joinFirst } from './check.ts';

/** Lines that the provider blocked over usage or suspected fraud. */
export const usageBlock: Check = {
  code: 'usage_block',
  severity: 'critical',
  needs: ['usageBlock'],
  advice: 'Look at recent calls for fraud, change the SIP password if it may have leaked, then have the block lifted.',
  find: checkEach(item =>
    hasReason(item, 'usage_block') ? 'high-rate and international calls are blocked over usage or suspected fraud' : undefined,
  ),
};

/** Active, assigned lines that are not registered. */
export const notRegistered: Check = {
  code: 'not_registered',
  severity: 'warning',
  needs: ['registered'],
  refutedBy: ['unassigned', ...activityFacts],
  advice: 'Check power, network and SIP settings of the device; deactivate it if unused.',
  find: checkEach(item => {
    const { status, provider_status } = item.line;
    if (status !== 'down' || hasReason(item, 'unassigned')) return undefined;
    return `active and assigned, but ${provider_status === undefined ? 'not registered' : `the provider reports "${provider_status}"`}`;
  }),
};

/** Lines that billing blocked because a limit was reached. */
export const blockedByLimit: Check = {
  code: 'blocked_by_limit',
  severity: 'warning',
  needs: ['blockedByLimit'],
  advice: 'Top up the balance or raise the limit in billing; the block then ends by itself.',
  find: checkEach(item => (hasReason(item, 'blocked_by_limit') ? 'blocked in billing: a limit was reached' : undefined)),
};

/** Lines that were blocked by hand in billing. */
export const blockedManually: Check = {
  code: 'blocked_manually',
  severity: 'warning',
  needs: ['blockedManually'],
  advice: 'Ask who blocked it and why; unblock it in billing, or release it.',
  find: checkEach(item => (hasReason(item, 'blocked_manually') ? 'blocked in billing by hand' : undefined)),
};

/** Lines whose calls always go to the failover. */
export const alwaysFailover: Check = {
  code: 'always_failover',
  severity: 'warning',
  needs: ['alwaysFailover'],
  advice: 'If the move is over, use the failover only when the line cannot be reached, so that calls reach it again.',
  find: checkEach(item =>
    readFact(item, 'alwaysFailover') ? `all calls go to ${readFact(item, 'failover') ?? 'the failover'}, never to the line` : undefined,
  ),
};

/** Private address ranges: several devices behind one office network are normal. */
const privateAddress =
  /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|127\.|169\.254\.|f[cd]|fe[89ab]|::1$)/i;

/** Strips the port, and the IPv6 prefix of an IPv4-mapped address. */
const normalizeAddress = (address: string) => address.replace(/^::ffff:/i, '').replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1');

/** Lines that are registered from several public addresses. */
export const manyRegistrations: Check = {
  code: 'many_registrations',
  severity: 'warning',
  needs: ['registeredAddresses'],
  advice: "Ask the owner about each address; one that is not the owner's means that the password has leaked: change it.",
  find: checkEach(item => {
    const all = (readFact(item, 'registeredAddresses') ?? []).map(normalizeAddress);
    const addresses = [...new Set(all.filter(address => !privateAddress.test(address)))];
    return addresses.length > 1 ? `registered at once from ${joinFirst(addresses)}` : undefined;
  }),
};

/** Lines without outgoing use in the last twelve reported months. */
export const idle: Check = {
  code: 'idle',
  severity: 'info',
  needs: ['outgoingUse'],
  refutedBy: ['deactivated'],
  advice: 'Ask whether it is still needed; incoming use is not reported, so look at its numbers before you cancel it.',
  find: checkEach(item => {
    const recentMonths = [...(readFact(item, 'outgoingUse') ?? [])].sort((a, b) => (a.month < b.month ? 1 : -1)).slice(0, 12);
    const isIdle = recentMonths.length > 0 && recentMonths.every(({ seconds }) => seconds === 0);
    return isIdle && !hasReason(item, 'deactivated') ? `no outgoing seconds in the last ${recentMonths.length} reported months` : undefined;
  }),
};

/** Lines without an address for emergency calls. */
export const noEmergencyAddress: Check = {
  code: 'no_emergency_address',
  severity: 'info',
  needs: ['emergencyAddress'],
  needsFullRows: true,
  advice: 'Give it the address of the site, so that 112 reaches the right center.',
  find: checkEach(item => (readFact(item, 'emergencyAddress') === undefined ? 'no address for emergency routing' : undefined)),
};
