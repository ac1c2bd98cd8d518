// The Moscow office at CallGear (brand UIS): account, customer users and employees.
import { zeroPad } from './ids.ts';
import {
  buildCustomer,
  buildGroup,
  buildScenarios,
  type CustomerUser,
  charges,
  type Employee,
  type Group,
  groupNames,
  type Scenario,
} from './moscow-groups.ts';
import { buildSipLines, type SipLine } from './moscow-lines.ts';
import { buildVirtualNumbers, type VirtualNumber } from './moscow-numbers.ts';

/** Everything that CallGear knows of the company. */
export interface MoscowOffice {
  account: { app_id: number; name: string; timezone: string };
  /** The partner's customers; the first one is this company, the others have no rows. */
  users: CustomerUser[];
  employees: Employee[];
  sipLines: SipLine[];
  virtualNumbers: VirtualNumber[];
  groups: Group[];
  scenarios: Scenario[];
  networkResources: { id: number; phone: string; comment: string; protocol: 'SIP' | 'SIP_URI' | 'SIP_TRUNK' }[];
  charges: { id: number; numb: string; activation_cost: number; user_charge: number }[];
  customers: object[];
}

const users: CustomerUser[] = [
  { id: 17, login: 'nordlys', name: 'Nordlys Logistics Moscow', description: 'Головной офис', customer_id: 4017 },
  { id: 18, login: 'nordlys-spb', name: 'Nordlys Logistics Saint Petersburg', description: null, customer_id: 4018 },
  { id: 19, login: 'nordlys-test', name: 'Nordlys Test', description: 'Пусто', customer_id: 4019 },
];

/** The CallGear id of the employee at `index`. */
function employeeId(index: number): number {
  return 70001 + index;
}

function buildEmployee(name: string, index: number, lines: SipLine[]): Employee {
  const [last_name = '', first_name = '', patronymic = null] = name.split(' ');
  const isOffice = index % 4 !== 1;
  const employeeLines = lines.filter(line => line.employee_id === employeeId(index));
  return {
    id: employeeId(index),
    full_name: name,
    status_id: 1 + (index % 4),
    email: index % 6 === 5 ? null : `user${index + 1}@nordlys.example`,
    phone_numbers: employeeLines.map(({ id, phone_number, channels_count, dial_time, status }) => ({
      phone_id: id,
      phone_number,
      channels_count,
      dial_time,
      status,
    })),
    extension: {
      extension_phone_number: String(301 + index),
      inner_phone_number: String(301 + index),
      extension_voice_mail_enabled: index % 3 === 0,
      extension_queue_enabled: false,
    },
    groups: [{ group_id: 1 + (index % 4), group_name: groupNames[index % 4] ?? '' }],
    login: `user${zeroPad(index + 1, 2)}`,
    first_name,
    last_name,
    patronymic,
    // Only for a standard status.
    status: index % 4 === 3 ? null : 'available',
    calls_available: true,
    call_recording: 'all',
    schedule_id: isOffice ? 11 : null,
    schedule_name: isOffice ? 'Рабочие дни' : null,
    coach: null,
  };
}

/** `names` are the employees, in order of their ids. */
export function buildMoscowOffice(names: string[]): MoscowOffice {
  const staff = names.map((name, index) => ({ id: employeeId(index), name }));
  const lines = buildSipLines(staff);
  const employees = names.map((name, index) => buildEmployee(name, index, lines));
  const virtualNumbers = buildVirtualNumbers();
  return {
    account: { app_id: 4017, name: 'Nordlys Logistics', timezone: 'Europe/Moscow' },
    users,
    employees,
    sipLines: lines,
    virtualNumbers,
    groups: groupNames.map((name, index) => buildGroup(name, index, employees)),
    scenarios: buildScenarios(virtualNumbers),
    networkResources: [
      { id: 801, phone: '0123901', comment: 'Склад, АТС', protocol: 'SIP_TRUNK' },
      { id: 802, phone: '0123902', comment: 'Партнёр', protocol: 'SIP_URI' },
    ],
    charges: virtualNumbers.map(({ id, virtual_phone_number, category }) => ({
      id,
      numb: virtual_phone_number,
      activation_cost: 0,
      user_charge: charges[category],
    })),
    customers: users.map(buildCustomer),
  };
}
