// The Moscow office at CallGear (brand UIS): account, customer users and employees.
import { zeroPad } from './ids.ts';
import { buildSipLines, type SipLine } from './moscow-lines.ts';
import { buildVirtualNumbers, type VirtualNumber } from './moscow-numbers.ts';

/** An employee, as `get.employees` returns it. */
export interface Employee {
  id: number;
  full_name: string;
  status_id: number;
  email: string | null;
  phone_numbers: { phone_id: number; phone_number: string; channels_count: number; dial_time: number; status: 'active' | 'inactive' }[];
  extension: {
    extension_phone_number: string;
    inner_phone_number: string;
    extension_voice_mail_enabled: boolean;
    extension_queue_enabled: boolean;
  };
  groups: { group_id: number; group_name: string }[];
  login: string;
  first_name: string;
  last_name: string;
  patronymic: string | null;
  status: string | null;
  calls_available: boolean;
  call_recording: 'all' | 'in' | 'out' | 'off';
  schedule_id: number | null;
  schedule_name: string | null;
  coach: { coach_id: number; coach_full_name: string; coach_always_enabled: boolean } | null;
}

/** A customer of a partner, as `get.customer_users` returns it. */
export interface CustomerUser {
  id: number;
  login: string;
  name: string;
  description: string | null;
  customer_id: number;
}

/** Everything that CallGear knows of the company. */
export interface MoscowOffice {
  account: { app_id: number; name: string; timezone: string };
  /** The partner's customers; the first one is this company, the others have no rows. */
  users: CustomerUser[];
  employees: Employee[];
  sipLines: SipLine[];
  virtualNumbers: VirtualNumber[];
}

const groups = ['Продажи', 'Диспетчерская', 'Склад', 'Клиентская служба'];

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
    groups: [{ group_id: 1 + (index % 4), group_name: groups[index % 4] ?? '' }],
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
  return {
    account: { app_id: 4017, name: 'Nordlys Logistics', timezone: 'Europe/Moscow' },
    users,
    employees: names.map((name, index) => buildEmployee(name, index, lines)),
    sipLines: lines,
    virtualNumbers: buildVirtualNumbers(),
  };
}
