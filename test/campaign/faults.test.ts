// The table of faults, lists and questions, and surfaces: a fault is the failure of its account, with the code of the contract. It shows
// no secret, hides no hole, and later calls work.
import { createListTool, type Tool } from '@linekeeper/core';
import { operations } from '@linekeeper/providers';
import { tools } from '@linekeeper/questions';
import { afterAll, describe, expect, it } from 'vitest';
import { firstLists } from '../first-tools.ts';
import { startFakeAws } from '../lambda/aws.ts';
import { encodedCredentials, type FaultTarget, startGateway } from './faults/gateway.ts';
import { type FaultCode, faultKinds, getCodes, planted } from './faults/index.ts';
import { drawSample, isLongCampaign, isWanted, recordFigure, type SurfaceName } from './settings.ts';
import { startHttp } from './surfaces/http.ts';
import { openInProcess } from './surfaces/in-process.ts';
import { createLambda } from './surfaces/lambda.ts';
import { openShell } from './surfaces/shell.ts';
import { startSlack } from './surfaces/slack.ts';
import { openStdio } from './surfaces/stdio.ts';
import type { AccountView, AnswerView, OpenSurface, Surface } from './surfaces/surface.ts';

const questionInputs: Readonly<Record<string, Record<string, unknown>>> = {
  list_lines: { limit: 500 },
  find_number: { number: '70305050' },
  audit_lines: {},
  summarize_lines: {},
  list_accounts: {},
};
const lists = operations.map(operation => createListTool(operation)).filter(({ name }) => firstLists.includes(name));
const questions = tools.filter(({ name }) => questionInputs[name] !== undefined);

interface Share {
  surface: SurfaceName;
  /** In CI, a surface meets so many of the kinds, and each of them so many of the tools; a long campaign tries all kinds. */
  kinds: number;
  tools: number;
  /** The tools in a long campaign; all by default. */
  longTools?: number;
}

const shares: readonly Share[] = [
  { surface: 'process', kinds: Number.POSITIVE_INFINITY, tools: 4 },
  { surface: 'stdio', kinds: 8, tools: 4 },
  { surface: 'HTTP', kinds: 12, tools: 4 },
  { surface: 'Slack', kinds: 12, tools: 4 },
  { surface: 'shell', kinds: 5, tools: 2 },
  { surface: 'function', kinds: 5, tools: 2, longTools: 4 },
];

const gateway = await startGateway();
afterAll(() => gateway.close());

const allTargets = await Promise.all(faultKinds.map((kind, index) => gateway.open(kind, index)));

const openers: Readonly<Record<SurfaceName, (targets: readonly FaultTarget[]) => Promise<OpenSurface>>> = {
  process: async () => openInProcess,
  stdio: async () => openStdio,
  HTTP: startHttp,
  Slack: startSlack,
  shell: async () => openShell,
  function: async () => createLambda(await startFakeAws()),
};

/** The surfaces of this run, with the kinds of faults that each meets. */
const surfaces = await Promise.all(
  shares
    .flatMap((share, index) => (isWanted(share.surface) ? [{ share, index }] : []))
    .map(async ({ share, index }) => {
      const targets = isLongCampaign ? allTargets : drawSample(allTargets, share.kinds, index);
      return { ...share, index, targets, open: await openers[share.surface](targets) };
    }),
);

let cells = 0;

/** Nothing that a provider planted or that is a credential may be in what a surface wrote. */
function expectNothingLeaks(text: string): void {
  for (const secret of [planted, ...encodedCredentials]) expect(text).not.toContain(secret);
  expect(text).not.toContain('Internal error');
}

function expectCode(code: string | undefined, allowed: readonly FaultCode[], what: string): void {
  expect(allowed, what).toContain(code ?? 'ok');
}

/** The outcome of an account that met the fault: failed with a code of the kind, or read. Never complete with a hole. */
function expectFailure(view: AccountView | undefined, allowed: readonly FaultCode[], what: string): void {
  expect(view, what).toBeDefined();
  const isRead = view?.outcome === 'complete' || view?.outcome === 'ready';
  expectCode(isRead ? undefined : view?.code, allowed, `${what}: ${JSON.stringify(view)}`);
}

function expectQuestion(answer: AnswerView, { kind, faulty, healthy }: FaultTarget, what: string): void {
  expect(answer.code, `${what}: ${answer.text}`).toBeUndefined();
  const find = (name: string) => answer.accounts.find(({ account }) => account === name);
  for (const { name, provider } of faulty) {
    const codes = getCodes(kind, provider);
    // A note in chat names only the accounts whose lines are missing.
    if (find(name) !== undefined || !codes.includes('ok')) expectFailure(find(name), codes, `${what} of ${name}, ${answer.text}`);
  }
  for (const { name } of healthy) expect(find(name)?.code, `${what} of ${name}`).toBeUndefined();
}

async function meetFault(surface: Surface, target: FaultTarget, share: Share, drawn: number): Promise<void> {
  const { kind, faulty } = target;
  const run = async (tool: Tool) => {
    const account = faulty.find(({ provider }) => provider === tool.operation?.provider.name);
    const answer = await surface.call(tool, account === undefined ? (questionInputs[tool.name] ?? {}) : { account: account.name });
    const what = `${tool.name} at ${kind.name}`;
    if (account === undefined) expectQuestion(answer, target, what);
    else expectCode(answer.code, getCodes(kind, account.provider), `${what}: ${answer.text}`);
    expectNothingLeaks(answer.text);
    cells++;
  };
  const count = isLongCampaign && !kind.isLarge ? (share.longTools ?? Number.POSITIVE_INFINITY) : share.tools;
  // A process that sends large answers and reads them too has no time for the accounts of a question.
  const groups = kind.isLarge && share.surface === 'process' ? [lists] : [lists, questions];
  const chosen = groups.flatMap(choices => drawSample<Tool>(choices, count / 2, drawn));
  target.isOn = true;
  await Promise.all(chosen.map(run));
  expectNothingLeaks(surface.log());
}

/** Later calls work, of the same account too; while a provider wants a pause, they may be told so. */
async function recover(surface: Surface, target: FaultTarget): Promise<void> {
  const { kind, faulty, healthy } = target;
  target.isOn = false;
  for (const { name, provider } of [...(kind.isTls ? [] : faulty), ...healthy].slice(0, isLongCampaign ? undefined : 1)) {
    const list = lists.find(({ operation }) => operation?.provider.name === provider);
    if (list === undefined) throw new Error(`no list of ${provider}`);
    const { code, text } = await surface.call(list, { account: name });
    expectCode(code, kind.pauses ? ['ok', 'rate_limited'] : ['ok'], `after ${kind.name}: ${text}`);
  }
}

describe.each(surfaces)('a fault, seen through the $surface', ({ index, targets, open, ...share }) => {
  const run = async (target: FaultTarget) => {
    const surface = await open(target);
    try {
      await meetFault(surface, target, share, index + shares.length * allTargets.indexOf(target));
      await recover(surface, target);
    } finally {
      surface.close();
    }
  };
  const [large, others] = [true, false].map(isLarge => targets.filter(({ kind }) => (kind.isLarge ?? false) === isLarge));
  const cases = (selected: readonly FaultTarget[] = []) => selected.map(target => [target.kind.name, target] as const);
  describe.concurrent('is the failure of its account alone, with the code of the contract', () => {
    it.each(cases(others))('%s', { timeout: 600_000 }, (_, target) => run(target));
  });
  // A sample may have no such kind, and a suite must have tests.
  if (large?.length === 0) return;
  describe('is so too where answers are large', () => {
    it.each(cases(large))('%s', { timeout: 600_000 }, (_, target) => run(target));
  });
});

it('is met in every cell of the table', () => {
  expect(faultKinds.length).toBeGreaterThanOrEqual(100);
  expect(new Set(faultKinds.map(({ name }) => name)).size).toBe(faultKinds.length);
  recordFigure(
    'faults',
    `${faultKinds.length} kinds × ${lists.length} lists and ${questions.length} questions × ${surfaces.map(({ surface }) => surface).join(', ')}: ${cells} cells as the contract says, none internal, no secret shown, later calls fine`,
  );
});
