// Undocumented behavior observed at CallGear: Russian values, addresses as plain strings, dates with a T, extra fields.
import type { SipLine } from '../company/moscow-lines.ts';
import type { VirtualNumber } from '../company/moscow-numbers.ts';
import type { Row } from './fields.ts';

/** The Russian values of physical_state. */
export const russianStates = { Registered: 'Зарегистрирован', 'Not registered': 'Не зарегистрирован' } as const;

/** Some accounts send addresses as plain strings, others as objects whose dates contain a T. */
function toQuirkyAddresses(line: SipLine): unknown {
  if (line.id % 9 === 4) return line.ip_addresses.map(({ ip }) => ip);
  if (line.id % 7 === 3) return line.ip_addresses.map(({ date_time, ip }) => ({ date_time: date_time.replace(' ', 'T'), ip }));
  return line.ip_addresses;
}

/** A SIP line as some accounts send it. */
export function toQuirkySipLine(line: SipLine): Row {
  const physical_state = line.id % 4 === 3 ? russianStates[line.physical_state] : line.physical_state;
  return { ...line, physical_state, ip_addresses: toQuirkyAddresses(line) };
}

/** The documented scenarios: the rule fields in the company's data are sent by newer accounts only. */
export function stripScenarioRules(number: VirtualNumber): Row {
  return { ...number, scenarios: number.scenarios.map(({ scenario_id, scenario_name }) => ({ scenario_id, scenario_name })) };
}
