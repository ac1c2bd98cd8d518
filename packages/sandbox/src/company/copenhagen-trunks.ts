// The SIP trunks of Copenhagen: one of the hosted PBX and six others, several of them with problems.
import { injectionPayloads } from './hostile-text.ts';
import { hexId, range } from './ids.ts';

/** All fields of both shapes of a SIP account; a hosted-PBX trunk lacks the optional ones. */
export interface Trunk {
  _id: string;
  customer: string;
  active: boolean;
  name: string;
  numbers: string[];
  highRate: boolean;
  international: boolean;
  address: string | null;
  ratePlan: string;
  ratePlanName: string;
  newRatePlan: string | null;
  parentSipAccount: string | null;
  pbx: number;
  notes: string | null;
  custom: Record<string, string> | null;
  invoicedUntil: string;
  usageBlock: boolean;
  alwaysDefaultNumber: boolean;
  alwaysSecretNumber: boolean;
  billingCustomer: string | null;
  voiceUsage: { date: string; secsOutHomeland: number }[];

  status?: 'ON' | 'OFF';
  sipServer?: string;
  userAgent?: string;
  contact?: string;
  connection?: 'IP_AUTH' | 'IP_AUTH_REG' | 'IP' | 'COUNTRY_AUTH_REG';
  username?: string;
  password?: string;
  ipAddress?: string | null;
  port?: number | null;
  countries?: string | null;
  clipSA?: boolean;
  stripDkCountryCode?: boolean;
  prefixMobileOriginated?: boolean;
  failover?: string | null;
  alwaysFailover?: boolean;
  defaultNumber?: string;
}

/** Usage of the twelve months to October 2026, in seconds; each month is at least `minSeconds`, or 0 if that is 0. */
function buildUsage(minSeconds: number): Trunk['voiceUsage'] {
  return range(0, 12).map(month => ({
    date: new Date(Date.UTC(2025, 10 + month, 1)).toISOString(),
    secsOutHomeland: minSeconds === 0 ? 0 : minSeconds + ((month * 7919) % 3600),
  }));
}

function buildTrunk(index: number, name: string, firstNumber: number, count: number, minUsageSeconds: number): Omit<Trunk, 'customer'> {
  return {
    _id: hexId('5A', index),
    active: true,
    name,
    numbers: range(firstNumber, count).map(number => `+45${number}`),
    highRate: false,
    international: true,
    address: hexId('AD', index < 4 ? 1 : index),
    ratePlan: hexId('EA', index === 1 ? 1 : 2),
    ratePlanName: index === 1 ? 'Hosted PBX trunk' : 'Standard SIP account',
    newRatePlan: null,
    parentSipAccount: null,
    pbx: 0,
    notes: null,
    custom: { crm: 'secret-crm-reference', ticket: `NL-${index}` },
    invoicedUntil: '2026-12-01T00:00:00.000Z',
    usageBlock: false,
    alwaysDefaultNumber: false,
    alwaysSecretNumber: false,
    billingCustomer: null,
    voiceUsage: buildUsage(minUsageSeconds),
  };
}

function withSipConnection(
  trunk: Omit<Trunk, 'customer'>,
  connection: NonNullable<Trunk['connection']>,
  host: number,
  overrides: Partial<Trunk> = {},
): Omit<Trunk, 'customer'> {
  const index = Number.parseInt(trunk._id.slice(-2), 16);
  const username = `nordlystrunk${String(index).padStart(4, '0')}`;
  const isByCountry = connection === 'COUNTRY_AUTH_REG';
  return {
    ...trunk,
    status: 'ON',
    sipServer: '198.51.100.5',
    userAgent: 'Asterisk 20.9.2',
    contact: `${username}@192.0.2.${host}:5060`,
    connection,
    username,
    password: `secret-trunk-${String(index).padStart(3, '0')}`,
    ipAddress: isByCountry ? null : `192.0.2.${host}`,
    port: connection === 'IP' ? 5062 : null,
    countries: isByCountry ? 'DK,SE,DE' : null,
    clipSA: false,
    stripDkCountryCode: true,
    prefixMobileOriginated: false,
    failover: null,
    alwaysFailover: false,
    defaultNumber: trunk.numbers[0] ?? '',
    ...overrides,
  };
}

/** The trunks, several of them with problems. */
export function buildTrunks(customer: string): Trunk[] {
  const closedOffice = buildTrunk(6, 'Hellerup (lukket)', 70305150, 2, 900);
  const trunks = [
    { ...buildTrunk(1, 'Hosted PBX København', 70305050, 30, 184_000), pbx: 1, notes: 'Main number is 70 30 50 50' },
    withSipConnection(buildTrunk(2, 'Primary trunk CPH', 70305110, 8, 96_400), 'IP_AUTH_REG', 10, {
      failover: '+4570305050@203.0.113.20',
      clipSA: true,
    }),
    withSipConnection(buildTrunk(3, 'Lager Kastrup', 70305120, 2, 12_300), 'COUNTRY_AUTH_REG', 30, {
      status: 'OFF',
      notes: 'Router swapped in October',
    }),
    withSipConnection(buildTrunk(4, 'Alarmer og elevatorer', 70305130, 3, 310), 'IP', 40, {
      alwaysFailover: true,
      failover: '+4570305050',
      address: null,
    }),
    withSipConnection(buildTrunk(5, injectionPayloads.html, 70305140, 2, 402_000), 'IP_AUTH', 50, {
      usageBlock: true,
      highRate: true,
      failover: '203.0.113.21',
    }),
    // The trunk of the closed office still has the last number of the primary trunk.
    withSipConnection({ ...closedOffice, active: false, numbers: [...closedOffice.numbers, '+4570305117'] }, 'IP_AUTH_REG', 60, {
      status: 'OFF',
    }),
    withSipConnection(buildTrunk(7, 'Aarhus reserve', 70305160, 1, 0), 'IP_AUTH', 70, { notes: injectionPayloads.instruction }),
  ];
  return trunks.map(trunk => ({ ...trunk, customer }));
}
