// What Telecom X knows of Copenhagen besides its lines: people and their access, prices, the change log, customers of the reseller.
import { hexId, pick, range } from './ids.ts';
import type { Person } from './people.ts';

/** An employee. */
export interface OfficeEmployee {
  _id: string;
  customer: string;
  accessLevel: string;
  state: 'ENABLED' | 'DISABLED' | 'DELETED';
  name: string;
  title: string;
  department: string;
  emailAddress: string;
  smsValidation: boolean;
  authenticatorValidation: boolean;
  address: string | null;
  language: string;
  primaryContact: boolean;
  noEmail: boolean;
  smsNumber: string | null;
  ipRestriction: string | null;
  notifyOnGeneralUsageLimit: boolean;
}

/** A product with its price. */
export interface Product {
  _id: string;
  type: string;
  productCode: string;
  name: string;
  unitType: string;
  recurrence: 'MONTHLY' | 'NONE';
  recurrenceFullMonth: boolean;
  price: number;
  wholesale: number;
  start: string | null;
  end: string | null;
  reseller: string;
  inheritFrom: string;
}

/** An event of the change log. */
export interface ChangeEvent {
  _id: string;
  when: string;
  where: string;
  what: 'CREATE' | 'UPDATE' | 'DELETE' | 'OTHER';
  id: string;
  employee: string | null;
  employeeName: string;
  description: string | null;
  hasComparison: boolean;
  changes: { key: string; oldValue: unknown; oldDisplayValue: unknown; newValue: unknown; newDisplayValue: unknown }[];
  data: Record<string, unknown>;
}

/** A customer of the reseller. */
export interface ResellerCustomer {
  _id: string;
  name: string;
  state: 'ACTIVE' | 'BLOCKED' | 'DELETED';
  addresses: Record<string, unknown>[];
  finance: { vatNumber: string; invoiceMethod: string };
}

/** The heads of IT may change things; employee 8 may, too, without a second factor. */
export function buildOfficeEmployees(people: readonly Person[], customer: string): OfficeEmployee[] {
  return people.map(({ name, job }, index) => ({
    _id: hexId('E0', index + 1),
    customer,
    accessLevel: index === 2 || index === 21 ? 'OWNER' : index === 7 ? 'MANAGER' : index % 5 === 0 ? 'PERSONAL' : 'NO_LOGIN',
    state: index === 30 ? 'DISABLED' : 'ENABLED',
    name,
    title: job,
    department: job,
    emailAddress: `person${index + 1}@nordlys.example`,
    smsValidation: index === 2 || index % 5 === 0,
    authenticatorValidation: index === 21,
    address: null,
    language: 'da',
    primaryContact: index === 2,
    noEmail: false,
    smsNumber: index === 2 ? '+4540550103' : null,
    ipRestriction: null,
    notifyOnGeneralUsageLimit: index === 2,
  }));
}

/** Rate plans of trunks and mobiles, and what numbers, extensions and phones cost. */
export function buildProducts(reseller: string): Product[] {
  const rows: [id: number, type: string, name: string, price: number][] = [
    [1, 'SIP_RATEPLAN', 'Hosted PBX trunk', 0],
    [2, 'SIP_RATEPLAN', 'Standard SIP account', 99],
    [3, 'MVNO_RATEPLAN', 'Mobil 20 GB', 149],
    [4, 'NUMBER_RENT', 'Nummerleje', 5],
    [5, 'PBX_EXTENSION', 'Lokalnummer', 25.5],
    [6, 'PBX_SIP_PHONE', 'SIP-telefon', 15],
    [7, 'MVNO_DATA_TOP_UP', 'Ekstra data', 49],
  ];
  return rows.map(([id, type, name, price]) => ({
    _id: hexId('EA', id),
    type,
    productCode: `P${id}`,
    name,
    unitType: id === 7 ? 'MB' : 'MONTHS',
    recurrence: id === 7 ? 'NONE' : 'MONTHLY',
    recurrenceFullMonth: true,
    price,
    wholesale: price / 2,
    start: null,
    end: null,
    reseller,
    inheritFrom: hexId('EB', id),
  }));
}

/** Twelve events, one a day, newest last; the fourth changed a password, which the log keeps. */
export function buildChangeEvents(): ChangeEvent[] {
  return range(1, 12).map(index => {
    const isPassword = index === 4;
    const key = isPassword ? 'password' : pick(['notes', 'failover', 'name'], index);
    return {
      _id: hexId('C4', index),
      when: `2026-10-${String(15 + index).padStart(2, '0')}T12:00:00.000Z`,
      where: pick(['Numbers', 'SipAccounts', 'Employees'], index),
      what: pick(['UPDATE', 'UPDATE', 'CREATE'], index),
      id: hexId('5A', 1 + (index % 7)),
      employee: index === 9 ? null : hexId('E0', 3),
      employeeName: index === 9 ? 'System' : 'Søren Kjær',
      description: null,
      hasComparison: true,
      changes: [
        {
          key,
          oldValue: isPassword ? 'secret-old-password' : `old ${index}`,
          oldDisplayValue: isPassword ? 'secret-old-password' : `Old ${index}`,
          newValue: isPassword ? 'secret-new-password' : `new ${index}`,
          newDisplayValue: isPassword ? 'secret-new-password' : `New ${index}`,
        },
      ],
      data: { name: `item ${index}`, password: 'secret-log-password' },
    };
  });
}

/** The company and another customer of the same reseller. */
export function buildResellerCustomers(ids: readonly string[]): ResellerCustomer[] {
  return ids.map((_id, index) => ({
    _id,
    name: index === 0 ? 'Nordlys Logistics' : 'Havnen ApS',
    state: 'ACTIVE',
    addresses: [
      {
        _id: hexId('AD', 1),
        primary: true,
        address: 'Strandvejen 1',
        zip: '2100',
        city: 'København Ø',
        country: 'DK',
        municipalityCode: '101',
      },
    ],
    finance: { vatNumber: 'DK12345678', invoiceMethod: 'EMAIL' },
  }));
}
