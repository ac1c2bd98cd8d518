// The expected lines of the sandbox company, derived from its plain data independently of the product code.
import type { Company } from '@linekeeper/sandbox';

/** A line as an answer should have it; fields that are undefined or empty are absent from answers. */
export interface ExpectedLine {
  account: string;
  provider: string;
  kind: string;
  id: string;
  name?: string | undefined;
  numbers: string[];
  extension?: string | undefined;
  owner?: string | undefined;
  owner_id?: string | undefined;
  status: string;
  reasons: string[];
  provider_status?: string | undefined;
  caller_id?: string | undefined;
  device?: string | undefined;
  leads_to?: string[] | undefined;
  monthly_fee?: number | undefined;
}

const reasonIf = (reason: string, holds: boolean): string[] => (holds ? [reason] : []);
const toE164 = (digits: string | null | undefined): string | undefined => (digits ? `+${digits.replace('+', '')}` : undefined);

const copenhagen = { account: 'copenhagen', provider: 'telecomx' };
const moscow = { account: 'moscow', provider: 'callgear' };
const kazan = { account: 'kazan', provider: 'exolve' };

const trunks = ({ copenhagen: { trunks: rows } }: Company): ExpectedLine[] =>
  rows.map(({ _id, active, numbers, status, usageBlock, defaultNumber, failover }) => ({
    ...copenhagen,
    kind: 'sip_trunk',
    id: _id,
    numbers,
    status: active ? { ON: 'up', OFF: 'down', none: 'unknown' }[status ?? 'none'] : 'inactive',
    reasons: [
      ...reasonIf('not_registered', status === 'OFF'),
      ...reasonIf('usage_block', usageBlock),
      ...reasonIf('deactivated', !active),
      ...reasonIf('not_reported', status === undefined),
    ],
    provider_status: status,
    caller_id: toE164(defaultNumber),
    leads_to: failover ? [failover] : [],
  }));

const phones = ({ copenhagen: { phones: rows } }: Company): ExpectedLine[] =>
  rows.map(({ _id, extension, employee, online, sipPhoneModel: { brandName, model }, macAddress, handsetAddress }) => ({
    ...copenhagen,
    kind: 'sip_phone',
    id: _id,
    name: `${brandName} ${model}`,
    numbers: [toE164(extension?.direct)].filter(number => number !== undefined),
    extension: extension?.number,
    owner: employee?.name,
    owner_id: employee?._id,
    status: online ? 'up' : 'down',
    reasons: [...reasonIf('not_registered', !online), ...reasonIf('unassigned', extension === null)],
    provider_status: online ? 'online' : 'offline',
    device: handsetAddress === null ? macAddress : `${macAddress} handset ${handsetAddress}`,
  }));

/** Every fourth line reports its registration in English. */
const toReportedState = (id: number, state: 'Registered' | 'Not registered'): string =>
  id % 4 === 3 ? state : { Registered: 'Зарегистрирован', 'Not registered': 'Не зарегистрирован' }[state];

const inventoryStates: Record<string, [status: string, reasons: string[]]> = {
  IN_USE: ['up', []],
  AVAILABLE: ['inactive', ['unassigned']],
  CLOSED: ['inactive', ['quarantined']],
  LOCKED: ['inactive', ['deactivated']],
  PORTING_IN: ['inactive', ['pending_activation']],
};

const inventoryNumbers = ({ copenhagen: { numbers: rows } }: Company): ExpectedLine[] =>
  rows.map(({ _id, state, voiceAccount, employee }) => {
    const [status, reasons] = inventoryStates[state] ?? ['unknown', []];
    const leads_to = voiceAccount === null ? [] : [voiceAccount];
    return {
      ...copenhagen,
      kind: 'number',
      id: _id,
      numbers: [_id],
      owner_id: employee ?? undefined,
      status,
      reasons,
      provider_status: state,
      leads_to,
    };
  });

const mobileStates: Record<string, [status: string, reasons: string[]]> = {
  ACTIVE: ['up', []],
  BLOCKED: ['blocked', []],
  CREATING: ['inactive', ['pending_activation']],
};

const mobiles = ({ copenhagen: { mobiles: rows } }: Company): ExpectedLine[] =>
  rows.map(({ _id, state, number, extensionNumber, deviceType }) => {
    const [status, reasons] = mobileStates[state] ?? ['unknown', []];
    return {
      ...copenhagen,
      kind: 'mobile',
      id: _id,
      numbers: [number],
      extension: extensionNumber ?? undefined,
      status,
      reasons,
      provider_status: state,
      device: deviceType,
    };
  });

const extensions = ({ copenhagen: { extensions: rows } }: Company): ExpectedLine[] =>
  rows.map(({ _id, name, number, direct, employee, redirect }) => ({
    ...copenhagen,
    kind: 'extension',
    id: _id,
    name,
    numbers: [direct].filter(value => value !== null),
    extension: number,
    owner_id: employee ?? undefined,
    status: 'unknown',
    reasons: ['not_reported'],
    leads_to: [redirect].filter(value => value !== null),
  }));

const sipLines = ({ moscow: { sipLines: rows } }: Company): ExpectedLine[] =>
  rows.map(({ id, phone_number, employee_id, employee_full_name, status, billing_state, physical_state, virtual_phone_number }) => ({
    ...moscow,
    kind: 'sip_line',
    id: String(id),
    numbers: [],
    extension: phone_number,
    owner: employee_full_name ?? undefined,
    owner_id: employee_id === null ? undefined : String(employee_id),
    status: status === 'inactive' ? 'inactive' : billing_state !== 'active' ? 'blocked' : physical_state === 'Registered' ? 'up' : 'down',
    reasons: [
      ...reasonIf('not_registered', physical_state === 'Not registered'),
      ...reasonIf('blocked_manually', billing_state === 'manual_lock'),
      ...reasonIf('blocked_by_limit', billing_state === 'limit_lock'),
      ...reasonIf('deactivated', status === 'inactive'),
      ...reasonIf('unassigned', employee_id === null),
    ],
    provider_status: toReportedState(id, physical_state),
    caller_id: toE164(virtual_phone_number),
  }));

const numberStates: Record<string, [status: string, reasons: string[]]> = {
  active: ['up', []],
  waiting: ['inactive', ['pending_activation']],
  reserved: ['inactive', ['pending_activation']],
  prereserved: ['inactive', ['pending_activation']],
  cleaning: ['inactive', ['quarantined']],
  manual_lock: ['blocked', ['blocked_manually']],
  limit_lock: ['blocked', ['blocked_by_limit']],
};

const virtualNumbers = ({ moscow: { virtualNumbers: rows } }: Company): ExpectedLine[] =>
  rows.map(({ id, virtual_phone_number, status: state, redirection_phone_number, scenarios, campaigns }) => {
    const [status, reasons] = numberStates[state] ?? ['unknown', []];
    return {
      ...moscow,
      kind: 'virtual_number',
      id: String(id),
      numbers: [`+${virtual_phone_number}`],
      status,
      reasons,
      provider_status: state,
      leads_to: [
        ...[toE164(redirection_phone_number)].filter(number => number !== undefined),
        ...scenarios.map(({ scenario_name }) => scenario_name),
        ...campaigns.map(({ campaign_name }) => campaign_name),
      ],
    };
  });

const sipIds = ({ kazan: { sips } }: Company): ExpectedLine[] =>
  sips.map(({ sip_resource_id, cli, subscription_fee }) => ({
    ...kazan,
    kind: 'sip_id',
    id: sip_resource_id,
    numbers: [],
    status: 'unknown',
    reasons: ['not_reported'],
    caller_id: toE164(cli),
    monthly_fee: subscription_fee,
  }));

const purchasedNumbers = ({ kazan: { numbers } }: Company): ExpectedLine[] =>
  numbers.map(({ number_name, subscription_fee }) => ({
    ...kazan,
    kind: 'number',
    id: number_name,
    numbers: [`+${number_name}`],
    // The purchase does not tell the status.
    status: 'unknown',
    reasons: ['not_reported'],
    monthly_fee: subscription_fee,
  }));

/** Returns every line of the company. */
export const getExpectedLines = (company: Company): ExpectedLine[] =>
  [trunks, phones, inventoryNumbers, mobiles, extensions, sipLines, virtualNumbers, sipIds, purchasedNumbers].flatMap(lines =>
    lines(company),
  );
