// Groups and scenarios of Moscow, what its numbers cost, and the customers of the partner.
import type { VirtualNumber } from './moscow-numbers.ts';

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

/** The groups, in order of their ids from 1. */
export const groupNames = ['Продажи', 'Диспетчерская', 'Склад', 'Клиентская служба'];

/** A group, as `get.group_employees` returns it. */
export interface Group {
  id: number;
  name: string;
  members: { employee_id: number; employee_full_name: string }[];
  phone_numbers: {
    employee_phone_number: string;
    employee_phone_number_id: number;
    employee_id: number;
    employee_full_name: string;
    available: boolean;
  }[];
  group_phone_number: string;
  queue_enabled: boolean;
  channels_count: number;
}

/** A scenario, as `get.scenarios` returns it; `operations` only where it is asked for. */
export interface Scenario {
  id: number;
  name: string;
  virtual_phone_numbers: string[];
  sites: { site_id: number; site_domain_name: string }[];
  campaigns: { site_id: number; site_domain_name: string; campaign_id: number; campaign_name: string }[];
  operations: { id: number; name: string }[];
}

/** The first phone of a member is switched off in every second group. */
export function buildGroup(name: string, index: number, employees: readonly Employee[]): Group {
  const members = employees.filter(employee => employee.groups.some(({ group_id }) => group_id === index + 1));
  return {
    id: index + 1,
    name,
    members: members.map(({ id, full_name }) => ({ employee_id: id, employee_full_name: full_name })),
    phone_numbers: members.flatMap(({ id, full_name, phone_numbers }) =>
      phone_numbers.map(({ phone_id, phone_number }, position) => ({
        employee_phone_number: phone_number,
        employee_phone_number_id: phone_id,
        employee_id: id,
        employee_full_name: full_name,
        available: position > 0 || index % 2 === 0,
      })),
    ),
    group_phone_number: String(900 + index),
    queue_enabled: index % 2 === 0,
    channels_count: 10,
  };
}

/** What a number costs in a month. */
export const charges: Record<VirtualNumber['category'], number> = { usual: 150, bronze: 300, silver: 500, gold: 900, platinum: 2500 };

/** The scenarios that numbers name; each rings one group. */
export function buildScenarios(numbers: readonly VirtualNumber[]): Scenario[] {
  const byId = new Map<number, Scenario>();
  for (const { virtual_phone_number, scenarios } of numbers) {
    for (const { scenario_id, scenario_name } of scenarios) {
      const operations = [{ id: scenario_id * 10, name: `Группа «${groupNames[scenario_id % 4] ?? ''}»` }];
      const scenario = byId.get(scenario_id) ?? {
        id: scenario_id,
        name: scenario_name,
        virtual_phone_numbers: [],
        sites: [],
        campaigns: [],
        operations,
      };
      scenario.virtual_phone_numbers.push(virtual_phone_number);
      byId.set(scenario_id, scenario);
    }
  }
  return [...byId.values()].sort((left, right) => left.id - right.id);
}

/** A customer of the partner. */
export function buildCustomer({ customer_id, name }: CustomerUser, index: number): object {
  return {
    id: customer_id,
    name,
    description: null,
    creation_date_time: '2024-03-01 10:00:00',
    status: index === 2 ? 'debt_lock' : 'active',
    status_change_date_time: '2025-03-01 10:00:00',
    tariff_plan_id: 406,
    tariff_plan_name: 'Enterprise',
    monthly_base_limit: 100_000,
    monthly_base_notify_limit: 80_000,
    monthly_base_notify_emails: ['finance@nordlys.example'],
    monthly_calls_limit: null,
    monthly_calls_notify_limit: null,
    monthly_calls_notify_emails: [],
    daily_calls_limit: null,
    daily_calls_notify_limit: null,
    daily_calls_notify_emails: [],
    sites: [],
  };
}
