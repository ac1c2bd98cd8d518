// The `fields` argument of the questions whose answers have lines.
import { lineFields } from '@linekeeper/questions';
import { describe, expect, it } from 'vitest';
import { answerSchemas } from './answer-contents.ts';
import { askQuestion, catchError, runTool, startQuestionSandbox, unlimited } from './harness.ts';

const sandbox = await startQuestionSandbox();
const { accounts } = sandbox;

describe('the fields of the lines in an answer', () => {
  it('are those that list_lines is asked for, in that order, and its columns', async () => {
    const { content, table } = await runTool('list_lines', { kind: ['sip_phone'], fields: ['name', 'id'] }, accounts);
    expect(content.lines).toHaveLength(25);
    for (const line of content.lines as object[]) expect(['name', 'id']).toEqual(expect.arrayContaining(Object.keys(line)));
    expect(Object.keys((content.lines as object[])[0] ?? {})).toEqual(['name', 'id']);
    expect(table).toMatchObject({ columns: ['name', 'id'], fileColumns: ['name', 'id'] });
    expect(content.accounts).toMatchObject([{ account: 'copenhagen', returned: 25 }]);
  });

  it('may change from page to page', async () => {
    const first = await askQuestion('list_lines', { limit: 2 }, accounts);
    const { content } = await runTool('list_lines', { limit: 2, cursor: first.next_cursor, fields: ['id'] }, accounts);
    const { lines } = await askQuestion('list_lines', { limit: 4 }, accounts);
    expect(content.lines).toEqual(lines.slice(2).map(({ id }) => ({ id })));
  });

  it('are those that find_number is asked for', async () => {
    const { content, table } = await runTool('find_number', { number: '70 30 50 50', fields: ['id'] }, accounts);
    expect(content.matches).toContainEqual({
      line: { id: expect.any(String) },
      role: 'number',
      match: 'national',
      matched: ['+4570305050'],
    });
    expect(table.columns).toEqual(['match', 'role', 'id']);
  });

  it('are those that audit_lines is asked for, beside the finding', async () => {
    const { content, table } = await runTool('audit_lines', { check: ['usage_block'], fields: ['name', 'account'] }, accounts);
    expect(content.findings).toEqual([
      {
        code: 'usage_block',
        severity: 'critical',
        line: { name: expect.any(String), account: 'copenhagen' },
        evidence: expect.any(String),
      },
    ]);
    expect(table.columns).toEqual(['severity', 'code', 'name', 'account', 'evidence', 'advice']);
  });

  it.each(['list_lines', 'audit_lines', 'find_number'])('of %s are refused with the nearest name before anything is sent', async name => {
    const input = { fields: ['statsu'], ...(name === 'find_number' && { number: '5050' }) };
    const error = await catchError(runTool(name, input, accounts));
    expect(error).toMatchObject({ code: 'input', details: { field: 'fields' }, message: expect.stringMatching(/did you mean status\?/) });
    expect(sandbox.requests).toEqual([]);
  });
});

describe('the advice of an audit', () => {
  it('stands once for each check with findings', async () => {
    const { findings, advice } = await askQuestion('audit_lines', {}, accounts);
    expect(Object.keys(advice)).toEqual([...new Set(findings.map(({ code }) => code))]);
  });

  it('and fewer fields by default save a quarter of the size of findings with advice and all fields', async () => {
    const { content } = await runTool('audit_lines', {}, accounts, unlimited);
    const { content: whole } = await runTool('audit_lines', { fields: lineFields }, accounts, unlimited);
    const { findings, advice, ...answer } = answerSchemas.audit_lines.parse(whole);
    const repeated = { ...answer, findings: findings.map(finding => ({ ...finding, advice: advice[finding.code] })) };
    expect(JSON.stringify(content).length).toBeLessThanOrEqual(0.75 * JSON.stringify(repeated).length);
    expect(JSON.stringify(content).length).toBeLessThanOrEqual(9_000);
  });

  it('stands in every row of a table and a file', async () => {
    const { table } = await runTool('audit_lines', {}, accounts);
    for (const { advice } of table.rows) expect(advice).toMatch(/\w{3}/);
  });
});

describe('the fees of lines', () => {
  const { trunks, products } = sandbox.company.copenhagen;
  const priceOf = (plan: unknown) => products.find(({ _id }) => _id === plan)?.price;
  const expected = trunks.map(({ _id, ratePlan }) => {
    const price = priceOf(ratePlan);
    return { id: _id, ...(price !== undefined && { monthly_fee: price, currency: 'DKK' }) };
  });
  const input = { kind: ['sip_trunk'], fields: ['id', 'monthly_fee', 'currency'] };

  it('come from the price list of the account, where they are asked for', async () => {
    const { content } = await runTool('list_lines', { ...input, limit: 500 }, accounts, unlimited);
    expect(content.lines).toEqual(expected);
    expect(expected.some(line => 'monthly_fee' in line)).toBe(true);
    expect(sandbox.requests.filter(({ operation }) => operation === 'GET /product')).toHaveLength(1);
  });

  it('are those of find_number, too', async () => {
    const { content } = await runTool('find_number', { number: '70 30 50 50', fields: input.fields }, accounts);
    const ids = trunks.map(({ _id }) => _id);
    const found = (content.matches as { line: { id: string } }[]).map(({ line }) => line).filter(({ id }) => ids.includes(id));
    expect(found.length).toBeGreaterThan(0);
    for (const line of found) expect(expected).toContainEqual(line);
  });

  it('cost no request where they are not asked for', async () => {
    await runTool('list_lines', { limit: 500 }, accounts, unlimited);
    expect(sandbox.requests.some(({ operation }) => operation === 'GET /product')).toBe(false);
  });

  it('are left out with a warning where the price list is refused', async () => {
    sandbox.addFault({ operation: 'GET /product', kind: 'ip_denied', times: 10 });
    const { content, warnings } = await runTool('list_lines', input, accounts, unlimited);
    expect(content.lines).toEqual(expected.slice(0, 25).map(({ id }) => ({ id })));
    expect(warnings).toContainEqual(expect.stringMatching(/^copenhagen: the fees are not known: denied/));
  });
});
