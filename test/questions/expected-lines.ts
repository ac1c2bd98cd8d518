// The expected lines of the sandbox company, derived from its plain data independently of the product code.
import type { Company } from '@linekeeper/sandbox';

/** A line as an answer should have it; fields that are undefined or empty are absent from answers. */
export interface ExpectedLine {
  account: string;
  provider: string;
  kind: string;
  id: string;
  numbers: string[];
  extension?: string | undefined;
  owner?: string | undefined;
  owner_id?: string | undefined;
  status: string;
  reasons: string[];
  caller_id?: string | undefined;
  monthly_fee?: number | undefined;
}

const reasonIf = (reason: string, holds: boolean): string[] => (holds ? [reason] : []);
const toE164 = (digits: string | null | undefined): string | undefined => (digits ? `+${digits.replace('+', '')}` : undefined);

const copenhagen = { account: 'copenhagen', provider: 'telecomx' };
const moscow = { account: 'moscow', provider: 'callgear' };
const kazan = { account: 'kazan', provider: 'exolve' };

const trunks = ({ copenhagen: { trunks: rows } }: Company): ExpectedLine[] =>
  rows.map(({ _id, active, numbers, status, usageBlock, defaultNumber }) => ({
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
    caller_id: toE164(defaultNumber),
  }));

const phones = ({ copenhagen: { phones: rows } }: Company): ExpectedLine[] =>
  rows.map(({ _id, extension, employee, online }) => ({
    ...copenhagen,
    kind: 'sip_phone',
    id: _id,
    numbers: [toE164(extension?.direct)].filter(number => number !== undefined),
    extension: extension?.number,
    owner: employee?.name,
    owner_id: employee?._id,
    status: online ? 'up' : 'down',
    reasons: [...reasonIf('not_registered', !online), ...reasonIf('unassigned', extension === null)],
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
  rows.map(({ id, virtual_phone_number, status: state }) => {
    const [status, reasons] = numberStates[state] ?? ['unknown', []];
    return { ...moscow, kind: 'virtual_number', id: String(id), numbers: [`+${virtual_phone_number}`], status, reasons };
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
  [trunks, phones, sipLines, virtualNumbers, sipIds, purchasedNumbers].flatMap(lines => lines(company));
