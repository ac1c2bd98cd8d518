// The 45 SIP lines of Moscow: a desk phone per employee, some softphones, a few shared lines, and their problems.
import { pick, range, zeroPad } from './ids.ts';

/** A SIP line, as `get.sip_lines` returns it. */
export interface SipLine {
  id: number;
  phone_number: string;
  type: 'in' | 'in_out';
  channels_count: number;
  dial_time: number;
  billing_state: 'active' | 'manual_lock' | 'limit_lock';
  physical_state: 'Registered' | 'Not registered';
  virtual_phone_number: string | null;
  status: 'active' | 'inactive';
  employee_id: number | null;
  employee_full_name: string | null;
  ip_addresses: { date_time: string; ip: string }[];
  /** On CallGear's own page alone; accounts of other brands get it, too. */
  virtual_phone_usage_rule: string;
  password: string;
}

/** Problems and exceptions, by index of the line (1-45). */
const overrides: Record<number, Partial<SipLine>> = {
  3: { physical_state: 'Not registered' },
  8: { billing_state: 'limit_lock' },
  11: { physical_state: 'Not registered' },
  12: { virtual_phone_number: null },
  15: { billing_state: 'manual_lock' },
  // The line of the former employee, never deactivated in the portal.
  16: { physical_state: 'Not registered' },
  17: { billing_state: 'manual_lock' },
  24: { status: 'inactive', physical_state: 'Not registered' },
  30: { virtual_phone_number: '' },
  31: { physical_state: 'Not registered' },
};

/** Source addresses of registrations: lines 6 and 27 have several public ones, 9 and 10 only one. */
const registrationIps: Record<number, string[]> = {
  6: ['192.0.2.61', '203.0.113.7'],
  9: ['192.0.2.20', '10.20.0.9'],
  10: ['192.0.2.20', '192.0.2.20'],
  27: ['198.51.100.77', '203.0.113.8', '192.0.2.20'],
};

function buildRegistrations(index: number): SipLine['ip_addresses'] {
  const ips = registrationIps[index] ?? [index % 8 === 5 ? `203.0.113.${50 + index}` : '192.0.2.20'];
  return ips.map((ip, position) => ({ date_time: `2026-10-${zeroPad(1 + (index % 28), 2)} 0${7 + position}:21:38`, ip }));
}

/** Lines 39-41 are in use without an employee; 42-45 are spare. */
function findEmployee(index: number, staff: { id: number; name: string }[]): { id: number; name: string } | undefined {
  if (index > 38) return undefined;
  return staff[index <= 24 ? index - 1 : index - 25];
}

function buildSipLine(index: number, staff: { id: number; name: string }[]): SipLine {
  const isSpare = index > 41;
  const receivesOnly = isSpare || (index > 24 && index < 39 && index % 2 === 1);
  const employee = findEmployee(index, staff);
  const line: SipLine = {
    id: 300_100 + index,
    phone_number: `0123${400 + index}`,
    type: receivesOnly ? 'in' : 'in_out',
    channels_count: pick([2, 2, 1, 4], index),
    dial_time: pick([60, 60, 30], index),
    billing_state: 'active',
    physical_state: isSpare ? 'Not registered' : 'Registered',
    virtual_phone_number: receivesOnly ? null : `749555501${zeroPad(1 + (index % 10), 2)}`,
    status: isSpare ? 'inactive' : 'active',
    employee_id: employee?.id ?? null,
    employee_full_name: employee?.name ?? null,
    ip_addresses: [],
    virtual_phone_usage_rule: 'fixed',
    password: `secret-sip-line-${index}`,
    ...overrides[index],
  };
  return line.physical_state === 'Registered' ? { ...line, ip_addresses: buildRegistrations(index) } : line;
}

/** `staff` are the employees, owners of lines 1-24 and, as softphones, 25-38. */
export function buildSipLines(staff: { id: number; name: string }[]): SipLine[] {
  return range(1, 45).map(index => buildSipLine(index, staff));
}
