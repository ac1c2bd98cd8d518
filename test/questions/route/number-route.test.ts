// `find_number` with `route`: where calls to a number of the sandbox go, and what it costs to find out.
import { describe, expect, it } from 'vitest';
import { maxAnswerChars } from '../../../packages/core/src/table/size-budget.ts';
import { startFakeAccount } from '../fake-lists.ts';
import { runTool, startQuestionSandbox, unlimited } from '../harness.ts';

interface Step {
  depth: number;
  kind: string;
  name?: string;
  status?: string;
  ends?: string;
}

const sandbox = await startQuestionSandbox();

async function findRoutes(number: string) {
  const { content, notes = [] } = await runTool('find_number', { number, route: true }, sandbox.accounts);
  // The shape that the tool's output schema describes.
  const { routes, warnings } = content as { routes: { account: string; steps: Step[] }[]; warnings?: string[] };
  return { routes, warnings, notes };
}

const getSteps = async (number: string) =>
  (await findRoutes(number)).routes.flatMap(({ steps }) =>
    steps.map(({ kind, name, ends }) => [kind, name ?? '', ends ?? ''].join(' ').trim()),
  );

describe('the route of a number', () => {
  it('leads through the dial plan to groups, extensions and their phones', async () => {
    const steps = await getSteps('+4570305079');
    expect(steps.slice(0, 6)).toEqual([
      'number +4570305079',
      'sip_trunk Hosted PBX København',
      'pbx_trunk Hovednummer',
      'time_router Åbningstid',
      'group Reception',
      'extension Mette Sørensen',
    ]);
    expect(steps).toContain('queue Kundeservice its members are in no list');
    expect(steps.filter(step => step.startsWith('sip_phone')).length).toBeGreaterThan(1);
    expect(new Set(steps).size).toBe(steps.filter(step => !step.includes('already passed')).length);
  });

  it('has the status of each line', async () => {
    const { routes } = await findRoutes('+4570305050');
    expect(routes[0]?.steps.find(({ kind }) => kind === 'sip_phone')).toMatchObject({ status: 'up' });
  });

  it.each([
    ['+4570305077', 'unknown  no list has it'],
    ['+4570305065', 'number +79265550199 outside of this account'],
    ['+4570305179', 'number +4570305179 nothing is behind it'],
    ['+7 495 555 01 01', 'scenario Диспетчерская 24/7 what its operations do is in no list'],
    ['+79005550101', 'sip_id Гарипов Тимур'],
  ])('of %s has the step "%s"', async (number, step) => {
    expect((await getSteps(number)).map(text => text.replace(/ +/g, ' '))).toContain(step.replace(/ +/g, ' '));
  });

  it('costs at most six requests a provider beyond the search', async () => {
    await runTool('find_number', { number: '+4570305079' }, sandbox.accounts);
    const searched = sandbox.requests.length;
    sandbox.requests.length = 0;
    await findRoutes('+4570305079');
    expect(sandbox.requests.length - searched).toBeLessThanOrEqual(6);
  });

  it('passes a list of several pages while requests are left', async () => {
    const requested: string[] = [];
    const scenarios = Array.from({ length: 2_500 }, (_, id) => ({ id, name: `Scenario ${id}`, virtual_phone_numbers: [], operations: [] }));
    const account = await startFakeAccount(
      'callgear',
      'north',
      {
        'get.virtual_numbers': [
          { id: 1, virtual_phone_number: '74955550101', status: 'active', scenarios: [{ scenario_id: 2_400, scenario_name: 'Late' }] },
        ],
        'get.scenarios': scenarios,
      },
      name => requested.push(name) === 0,
    );
    const { content } = await runTool('find_number', { number: '+74955550101', route: true }, [account]);
    expect(JSON.stringify(content)).toContain('Scenario 2400');
    expect(content.warnings).toBeUndefined();
    expect(requested.filter(name => name === 'get.scenarios')).toHaveLength(3);
    const short = await startFakeAccount('callgear', 'south', {
      'get.virtual_numbers': [{ id: 1, virtual_phone_number: '74955550101', status: 'active' }],
      'get.scenarios': [...scenarios, ...scenarios.map(({ id, ...rest }) => ({ ...rest, id: 10_000 + id }))],
    });
    expect((await runTool('find_number', { number: '+74955550101', route: true }, [short])).content.warnings).toEqual([
      expect.stringMatching(/^south: Only the first \d+ rows of "List CallGear scenarios" were read\./),
    ]);
  });

  it('ends after sixty steps and within its share of the answer, and says so', async () => {
    const startAccount = async (name: string) =>
      await startFakeAccount('callgear', name, {
        'get.virtual_numbers': [
          {
            id: 1,
            virtual_phone_number: '74955550101',
            status: 'active',
            scenarios: [{ scenario_id: 1, scenario_name: 'Day' }],
            campaigns: Array.from({ length: 50 }, (_, index) => ({ campaign_name: `${index} ${'x'.repeat(5_000)}` })),
          },
        ],
        'get.scenarios': [
          {
            id: 1,
            name: 'Day',
            virtual_phone_numbers: ['74955550101'],
            operations: Array.from({ length: 2_000 }, (_, id) => ({ id, name: `Operation ${id}` })),
          },
        ],
      });
    const accounts = await Promise.all(['north', 'east', 'south', 'west'].map(startAccount));
    const { content } = await runTool('find_number', { number: '+74955550101', route: true }, accounts);
    const { matches, routes, warnings } = content as { matches: object[]; routes: { steps: object[] }[]; warnings: string[] };
    expect(JSON.stringify(content).length).toBeLessThanOrEqual(maxAnswerChars);
    expect(matches.length).toBeGreaterThan(0);
    expect(routes[0]?.steps.length).toBeGreaterThan(10);
    expect(warnings).toContain('north: Only the first 60 steps of the route are told.');
    expect(warnings).toContainEqual(expect.stringMatching(/^The answer has no room for the last \d+ steps of the routes\.$/));
    const all = (await runTool('find_number', { number: '+74955550101', route: true }, accounts, unlimited)).content;
    expect((all.routes as { steps: object[] }[]).map(({ steps }) => steps.length)).toEqual([60, 60, 60, 60]);
  });

  it('asks for equal entries once, and for few others', async () => {
    const requested: string[] = [];
    const find = async (rows: object[], route = true) => {
      requested.length = 0;
      const account = await startFakeAccount('exolve', 'north', { GetList: rows }, name => requested.push(name) === 0);
      return (await runTool('find_number', { number: '+79005550101', route }, [account])).content;
    };
    const row = (uuid: string) => ({ number_name: '79005550101', application_uuid: uuid, call_forwarding_flag: false });
    const equal = Array.from({ length: 100 }, () => row('a'));
    await find(equal, false);
    const searched = requested.length;
    await find(equal);
    expect(requested.length - searched).toBeLessThanOrEqual(3);
    const { warnings } = await find(Array.from({ length: 100 }, (_, index) => row(`${index}`)));
    expect(requested.length - searched).toBeLessThanOrEqual(6);
    expect(warnings).toContain('north: The routing of 95 of 100 entries was not asked for.');
  });

  it('is told in a note for people, and warns of a list that could not be read', async () => {
    sandbox.addFault({ operation: 'GET /pbx/dialplan', kind: 'ip_denied', times: 10 });
    const { notes, warnings } = await findRoutes('+4570305079');
    expect(notes[0]).toMatch(/^copenhagen: \+4570305079 → number/);
    expect(warnings).toContainEqual(expect.stringMatching(/dial plan" could not be read: denied/));
  });

  it.each(['5050', '204', '+4599999999'])('is not looked for where "%s" is not one number of a line', async number => {
    const { routes, warnings } = await findRoutes(number);
    expect([routes, warnings]).toEqual([[], expect.arrayContaining([expect.stringMatching(/^No route/)])]);
  });

  it('is left out unless it is asked for', async () => {
    expect((await runTool('find_number', { number: '+4570305079' }, sandbox.accounts)).content).not.toHaveProperty('routes');
  });
});
