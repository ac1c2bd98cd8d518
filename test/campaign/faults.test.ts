// Every kind of fault at every list and question: the fault is the failure of its account, never `internal`, and the next call works.
import { createJsonBudget, createListTool, LinekeeperError, type Tool } from '@linekeeper/core';
import { operations } from '@linekeeper/providers';
import { tools } from '@linekeeper/questions';
import { describe, expect, it } from 'vitest';
import { startFakeAccount } from '../questions/fake-lists.ts';
import { createRegistry } from '../questions/harness.ts';
import { type FaultyResponder, faultKinds, plantedText } from './fault-kinds.ts';
import { isLongCampaign, recordFigure } from './settings.ts';

/** The deadline of a call: retries that do not fit end at once. */
const timeoutMs = 1_500;

const questionNames = ['list_lines', 'find_number', 'audit_lines', 'summarize_lines', 'list_accounts'];
const inputs: Readonly<Record<string, object>> = { find_number: { number: '70305050' } };
const rows = {
  'get.sip_lines': [{ id: 1, phone_number: '0000001', status: 'active', physical_state: 'Registered' }],
  'GET /sip': [{ _id: '5a', name: 'Trunk', status: 'ON', active: true, numbers: ['+4570305050'] }],
  GetSIPList: [{ sip_resource_id: '1', sip_name: 'S', number_code: '883140000000001' }],
};
const faultyProviders = ['callgear', 'telecomx', 'exolve'] as const;

let cells = 0;

/** Three accounts, of which one fails as long as `fault` is set. */
async function startAccounts(faulty: string) {
  const state: { fault: FaultyResponder | undefined } = { fault: undefined };
  const accounts = await Promise.all(
    faultyProviders.map(provider =>
      startFakeAccount(provider, provider, rows, (_, response) => {
        if (provider !== faulty || state.fault === undefined) return false;
        state.fault(response);
        return true;
      }),
    ),
  );
  const registry = createRegistry(accounts);
  const run = (tool: Tool, input: object) =>
    tool.run(input, { registry, deadline: { at: Date.now() + timeoutMs }, budget: createJsonBudget() }).then(
      ({ content }) => ({ content }),
      (error: unknown) => ({ error }),
    );
  return { state, run };
}

function expectNothingLeaks(value: unknown): void {
  expect(JSON.stringify(value)).not.toContain(plantedText);
}

const kinds = [...faultKinds].map(([name], index) => ({ name, faulty: faultyProviders[index % faultyProviders.length] ?? 'exolve' }));
/** In CI each kind meets one provider; a long campaign tries all. */
const cases = isLongCampaign ? [...faultKinds.keys()].flatMap(name => faultyProviders.map(faulty => ({ name, faulty }))) : kinds;

describe.concurrent('a fault of one account', () => {
  it.each(cases)('$name at $faulty', { timeout: 300_000 }, async ({ name, faulty }) => {
    const { state, run } = await startAccounts(faulty);
    const lists = operations.filter(({ provider }) => provider.name === faulty);
    for (const operation of isLongCampaign ? lists : lists.slice(0, 1)) {
      state.fault = faultKinds.get(name);
      const { error, content } = { error: undefined, content: undefined, ...(await run(createListTool(operation), {})) };
      expectNothingLeaks(content ?? (error instanceof LinekeeperError ? error.toData() : String(error)));
      if (content === undefined) expect(error).toSatisfy(thrown => thrown instanceof LinekeeperError && thrown.code !== 'internal');
      cells++;
    }
    for (const tool of tools.filter(candidate => questionNames.includes(candidate.name)).slice(0, isLongCampaign ? undefined : 2)) {
      state.fault = faultKinds.get(name);
      const { content, error } = { content: undefined, error: undefined, ...(await run(tool, inputs[tool.name] ?? {})) };
      expect(error, tool.name).toBeUndefined();
      expectNothingLeaks(content);
      expect(JSON.stringify(content), tool.name).not.toContain('Internal error. The log');
      const outcomes: unknown = content?.accounts;
      if (tool.name !== 'list_accounts') expect(outcomes).toContainEqual(expect.objectContaining({ account: faulty }));
      cells++;
    }
    state.fault = undefined;
  });
});

it('leaves the next call of every surface fine, and is counted', async () => {
  const { state, run } = await startAccounts('exolve');
  const [first] = operations.filter(({ provider }) => provider.name === 'exolve');
  if (first === undefined) throw new Error('no list');
  for (const fault of [faultKinds.get('reset'), faultKinds.get('cut in chunks'), faultKinds.get('status 000')]) {
    state.fault = fault;
    await run(createListTool(first), {});
    state.fault = undefined;
    expect(await run(createListTool(first), {})).toHaveProperty('content.returned', 1);
  }
  recordFigure('faults', `${faultKinds.size} kinds, ${cells} cells of lists and questions: the fault of one account only, none internal`);
});
