// The audit finds what was planted and nothing else, worst first, with evidence and advice; filters and cursors choose among that.
import { describe, expect, it } from 'vitest';
import { keyOf } from './answer-contents.ts';
import { ask, ownSandbox, refusalOf, uncounted } from './harness.ts';

const sandbox = await ownSandbox();
const { accounts, company } = sandbox;
const planted = company.known.map(({ code, where }) => `${code} ${keyOf(where)}`).sort();
const audit = async (input: object = {}, at: readonly object[] = accounts) =>
  await ask('audit_lines', { limit: 500, ...input }, at, uncounted);
type Audited = Awaited<ReturnType<typeof audit>>;
type Finding = Audited['findings'][number];
const nameOf = ({ code, line }: Finding) => `${code} ${keyOf(line)}`;
const foundIn = ({ findings }: Audited) => findings.map(nameOf).sort();

/** The interface's table of checks. */
const severities: Record<string, string> = {
  usage_block: 'critical',
  not_registered: 'warning',
  blocked_by_limit: 'warning',
  blocked_manually: 'warning',
  number_on_inactive_trunk: 'critical',
  always_failover: 'warning',
  duplicate_number: 'warning',
  many_registrations: 'warning',
  no_owner: 'warning',
  unrouted_number: 'warning',
  open_registration: 'warning',
  no_caller_id: 'info',
  idle: 'info',
  no_emergency_address: 'info',
};

describe('the audit', () => {
  it('finds what was planted, and nothing else', async () => {
    const audited = await audit();
    expect(foundIn(audited)).toEqual(planted);
    expect(audited.skipped).toEqual([]);
    expect(audited.returned).toBe(planted.length);
  });

  it('counts its findings by code', async () => {
    const { counts } = await audit();
    for (const code of Object.keys(severities))
      expect(counts[code] ?? 0, code).toBe(company.known.filter(known => known.code === code).length);
  });

  it('gives the severity of the interface to each code, and the worst first', async () => {
    const { findings } = await audit();
    for (const { code, severity } of findings) expect(severity, code).toBe(severities[code]);
    const ranks = findings.map(({ severity }) => ['critical', 'warning', 'info'].indexOf(severity));
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
  });

  it.each([
    ['duplicate_number', /\+(4570305058|4570305117|78435550101) is also on (copenhagen|moscow|kazan) \w+ \w+/],
    ['many_registrations', /203\.0\.113\.[78]/],
    ['number_on_inactive_trunk', /\+4570305150.*\+4570305117/],
    ['always_failover', /\+4570305050/],
    ['not_registered', /OFF|online|[Nn]ot registered|Не зарегистрирован/],
    ['blocked_manually', /manual_lock/],
    ['blocked_by_limit', /limit_lock/],
  ])('shows as evidence of %s what was seen', async (code, evidence) => {
    const { findings } = await audit({ check: [code] });
    expect(findings).not.toEqual([]);
    for (const finding of findings) expect(finding.evidence).toMatch(evidence);
  });

  it('is an answer also where nothing is wrong', async () => {
    expect(await audit({ check: ['usage_block'], kind: ['sip_phone'] })).toMatchObject({
      findings: [],
      counts: {},
      skipped: [],
      returned: 0,
    });
  });

  it('finds the same whatever the order of the accounts', async () => {
    expect(foundIn(await audit({}, accounts.toReversed()))).toEqual(planted);
  });
});

describe('the filters of the audit', () => {
  const chosen: [object, (finding: Finding) => boolean][] = [
    [{ severity: ['critical'] }, ({ severity }) => severity === 'critical'],
    [{ severity: ['info', 'critical'] }, ({ severity }) => severity !== 'warning'],
    [{ check: ['idle', 'no_owner'] }, ({ code }) => code === 'idle' || code === 'no_owner'],
    [{ check: ['no_emergency_address'] }, ({ code }) => code === 'no_emergency_address'],
    [{ kind: ['sip_phone'] }, ({ line }) => line.kind === 'sip_phone'],
    [{ kind: ['number', 'sip_id'] }, ({ line }) => line.kind === 'number' || line.kind === 'sip_id'],
    [{ owner: 'бьорн' }, () => false],
    [{ owner: 'oluf bjorn' }, ({ line }) => line.owner === 'Oluf Bjørn'],
    [{ owner: 'Иванов' }, ({ line }) => line.owner?.startsWith('Иванов') ?? false],
    [{ status: ['blocked'] }, ({ line }) => line.status === 'blocked'],
    [{ reason: ['usage_block'] }, ({ line }) => line.reasons?.includes('usage_block') ?? false],
    [{ number_prefix: '+457030505' }, ({ line }) => line.numbers?.some(number => number.startsWith('+457030505')) ?? false],
    [
      { severity: ['warning'], kind: ['sip_line'], status: ['up'] },
      f => f.severity === 'warning' && f.line.kind === 'sip_line' && f.line.status === 'up',
    ],
    [{ account: ['copenhagen'] }, ({ line }) => line.account === 'copenhagen'],
    [{ account: ['moscow'] }, ({ line }) => line.account === 'moscow'],
    [{ provider: ['exolve'] }, ({ line }) => line.provider === 'exolve'],
  ];

  it.each(chosen)('choose with %j among all findings', async (input, fits) => {
    const { findings } = await audit();
    expect((await audit(input)).findings.map(nameOf)).toEqual(findings.filter(fits).map(nameOf));
  });

  it('count only what they choose', async () => {
    expect((await audit({ kind: ['sip_phone'], severity: ['warning'] })).counts).toEqual({
      not_registered: 3,
      duplicate_number: 2,
      no_owner: 2,
      open_registration: 3,
    });
  });

  it.each([
    [{ severity: ['fatal'] }, 'severity', /critical, warning, info/],
    [{ check: ['no_ownr'] }, 'check', /no_owner/],
    [{ account: ['oslo'] }, 'account', /copenhagen, moscow, kazan/],
  ])('refuse %j', async (input, field, message) => {
    expect(await refusalOf(audit(input))).toMatchObject({ code: 'input', details: { field }, message: expect.stringMatching(message) });
  });
});

describe('the cursor of the audit', () => {
  it.each([4, 25])('gives every finding once in pages of %i', async limit => {
    const whole = await audit();
    const findings: Finding[] = [];
    let cursor: string | undefined;
    do {
      const page: Audited = await ask('audit_lines', { limit, ...(cursor !== undefined && { cursor }) }, accounts);
      expect(page.counts).toEqual(whole.counts);
      expect(page.findings.length).toBeLessThanOrEqual(limit);
      findings.push(...page.findings);
      cursor = page.next_cursor;
    } while (cursor !== undefined);
    expect(findings).toEqual(whole.findings);
  });

  it('is refused with another check', async () => {
    const { next_cursor: cursor } = await audit({ limit: 2, check: ['not_registered'] });
    expect(await refusalOf(audit({ check: ['no_owner'], cursor }))).toMatchObject({ code: 'input', details: { field: 'cursor' } });
  });
});
