// `audit_lines`: the expected findings and no others, worst first, with their evidence; filters and cursors.
import { describe, expect, it } from 'vitest';
import { getLineKey } from './answer-contents.ts';
import { askQuestion, catchError, startQuestionSandbox, unlimited } from './harness.ts';

const sandbox = await startQuestionSandbox();
const { accounts, company } = sandbox;
const expectedFindings = company.expectedFindings.map(({ code, subject }) => `${code} ${getLineKey(subject)}`).sort();
const audit = async (input: object = {}, at: readonly object[] = accounts) =>
  await askQuestion('audit_lines', { limit: 500, ...input }, at, unlimited);
type AuditAnswer = Awaited<ReturnType<typeof audit>>;
type Finding = AuditAnswer['findings'][number];
const getFindingKey = ({ code, line }: Finding) => `${code} ${getLineKey(line)}`;
const getFindings = ({ findings }: AuditAnswer) => findings.map(getFindingKey).sort();

/** The severity of each check by its contract. */
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
  no_sip_behind: 'warning',
  route_to_dead_end: 'warning',
  suspended_in_group: 'warning',
  redirect_to_private: 'warning',
  disa_open: 'warning',
  no_second_factor: 'warning',
  porting_attention: 'warning',
  open_registration: 'warning',
  no_caller_id: 'info',
  idle: 'info',
  no_emergency_address: 'info',
};

describe('the audit', () => {
  it('has the expected findings and no others', async () => {
    const answer = await audit();
    expect(getFindings(answer)).toEqual(expectedFindings);
    expect(answer.skipped).toEqual([]);
    expect(answer.returned).toBe(expectedFindings.length);
  });

  it('counts its findings by code', async () => {
    const { counts } = await audit();
    for (const code of Object.keys(severities))
      expect(counts[code] ?? 0, code).toBe(company.expectedFindings.filter(finding => finding.code === code).length);
  });

  it('has the severity of each code, worst first', async () => {
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
    ['not_registered', /"(OFF|offline|Not registered|Не зарегистрирован)"/],
    ['blocked_manually', /by hand/],
    ['blocked_by_limit', /limit/],
    ['route_to_dead_end', /^\+45\d{8} → \w+ .*(\((down|inactive|blocked)\)|\[no list has it\])$/],
  ])('has the reported values as evidence of %s', async (code, evidence) => {
    const { findings } = await audit({ check: [code] });
    expect(findings).not.toEqual([]);
    for (const finding of findings) expect(finding.evidence).toMatch(evidence);
  });

  it('is an empty answer if there are no findings', async () => {
    expect(await audit({ check: ['usage_block'], kind: ['sip_phone'] })).toMatchObject({
      findings: [],
      counts: {},
      skipped: [],
      returned: 0,
    });
  });

  it('does not depend on the order of the accounts', async () => {
    expect(getFindings(await audit({}, accounts.toReversed()))).toEqual(expectedFindings);
  });
});

describe('the filters of the audit', () => {
  const cases: [object, (finding: Finding) => boolean][] = [
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
      ({ severity, line }) => severity === 'warning' && line.kind === 'sip_line' && line.status === 'up',
    ],
    [{ account: ['copenhagen'] }, ({ line }) => line.account === 'copenhagen'],
    [{ account: ['moscow'] }, ({ line }) => line.account === 'moscow'],
    [{ provider: ['exolve'] }, ({ line }) => line.account === 'kazan'],
  ];

  it.each(cases)('select findings with %j', async (input, fits) => {
    const { findings } = await audit();
    expect((await audit(input)).findings.map(getFindingKey)).toEqual(findings.filter(fits).map(getFindingKey));
  });

  it('apply to the counts', async () => {
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
  ])('reject %j', async (input, field, message) => {
    expect(await catchError(audit(input))).toMatchObject({ code: 'input', details: { field }, message: expect.stringMatching(message) });
  });
});

describe('the cursor of the audit', () => {
  it.each([4, 25])('leads to every finding once in pages of %i', async limit => {
    const all = await audit();
    const findings: Finding[] = [];
    let cursor: string | undefined;
    do {
      const page: AuditAnswer = await askQuestion('audit_lines', { limit, ...(cursor !== undefined && { cursor }) }, accounts);
      expect(page.counts).toEqual(all.counts);
      expect(page.findings.length).toBeLessThanOrEqual(limit);
      findings.push(...page.findings);
      cursor = page.next_cursor;
    } while (cursor !== undefined);
    expect(findings).toEqual(all.findings);
  });

  it('is rejected with another check', async () => {
    const { next_cursor: cursor } = await audit({ limit: 2, check: ['not_registered'] });
    expect(await catchError(audit({ check: ['no_owner'], cursor }))).toMatchObject({ code: 'input', details: { field: 'cursor' } });
  });
});

describe('the check paid_but_idle', () => {
  const countUsageRequests = () => sandbox.requests.filter(({ operation }) => operation === 'GET /sip/voiceUsage').length;

  it('is made only by its name, since each trunk costs a request', async () => {
    const { counts } = await audit();
    expect([counts.paid_but_idle, countUsageRequests()]).toEqual([undefined, 0]);
    await audit({ severity: ['info'] });
    expect(countUsageRequests()).toBe(0);
    await audit({ check: ['paid_but_idle'] });
    expect(countUsageRequests()).toBe(company.copenhagen.trunks.length);
  });

  it('finds trunks with a fee and without a call in thirty days', async () => {
    const { findings, skipped } = await audit({ check: ['paid_but_idle'] });
    const { trunks, products } = company.copenhagen;
    const idle = trunks.filter(
      ({ active, status, voiceUsage, ratePlan }) =>
        (products.find(({ _id }) => _id === ratePlan)?.price ?? 0) > 0 &&
        (!active || status === 'OFF' || voiceUsage.every(({ secsOutHomeland }) => secsOutHomeland === 0)),
    );
    expect(findings.map(({ line }) => line.id)).toEqual(idle.map(({ _id }) => _id));
    expect(idle.length).toBe(3);
    for (const { evidence } of findings)
      expect(evidence).toMatch(/^99 DKK a month, but no call in or out from \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d$/);
    expect(skipped).toEqual([]);
  });

  it.each([
    ['GET /sip/voiceUsage', /calls of 30 days/],
    ['GET /product', /fees are not known/],
  ])('is skipped with its reason where %s is refused', async (operation, reason) => {
    sandbox.addFault({ operation, kind: 'ip_denied', times: 100 });
    const { findings, skipped } = await audit({ check: ['paid_but_idle'] });
    expect(findings).toEqual([]);
    expect(skipped).toEqual([{ account: 'copenhagen', check: 'paid_but_idle', reason: expect.stringMatching(reason) }]);
  });
});
