// What CallGear was seen to send beside its pages: Russian words, plain addresses, dates with a T, undocumented fields.
import type { SipLine } from '../company/moscow-lines.ts';
import type { VirtualNumber } from '../company/moscow-numbers.ts';
import type { Row } from './fields.ts';

export const russian = { Registered: 'Зарегистрирован', 'Not registered': 'Не зарегистрирован' } as const;

/** Some accounts send plain strings for addresses, others objects whose dates carry a T. */
function addresses(line: SipLine): unknown {
  if (line.id % 9 === 4) return line.ip_addresses.map(({ ip }) => ip);
  if (line.id % 7 === 3) return line.ip_addresses.map(({ date_time, ip }) => ({ date_time: date_time.replace(' ', 'T'), ip }));
  return line.ip_addresses;
}

export function quirkySipLine(line: SipLine): Row {
  const physical_state = line.id % 4 === 3 ? russian[line.physical_state] : line.physical_state;
  return { ...line, physical_state, ip_addresses: addresses(line) };
}

/** The other way round: newer accounts tell the rule of a scenario, the page does not. */
export function withoutRules(number: VirtualNumber): Row {
  return { ...number, scenarios: number.scenarios.map(({ scenario_id, scenario_name }) => ({ scenario_id, scenario_name })) };
}
