// The Russian states of CallGear, and undocumented behavior observed there: English states, addresses as plain strings, dates with a T.
import type { SipLine } from '../company/moscow-lines.ts';
import type { Row } from './fields.ts';

/** The values of physical_state that the documentation names first; the English ones stand beside them on CallGear's own pages. */
export const russianStates = { Registered: 'Зарегистрирован', 'Not registered': 'Не зарегистрирован' } as const;

/** Some accounts send addresses as plain strings, others as objects whose dates contain a T. */
function toQuirkyAddresses(line: SipLine): unknown {
  if (line.id % 9 === 4) return line.ip_addresses.map(({ ip }) => ip);
  if (line.id % 7 === 3) return line.ip_addresses.map(({ date_time, ip }) => ({ date_time: date_time.replace(' ', 'T'), ip }));
  return line.ip_addresses;
}

/** A SIP line as the documentation describes it. */
export const toSipLineRow = (line: SipLine): Row => ({ ...line, physical_state: russianStates[line.physical_state] });

/** A SIP line as some accounts send it. */
export function toQuirkySipLine(line: SipLine): Row {
  const physical_state = line.id % 4 === 3 ? line.physical_state : russianStates[line.physical_state];
  return { ...line, physical_state, ip_addresses: toQuirkyAddresses(line) };
}
