// The inventory view: shows the answer of a tool that its host hands over, and asks the host for more of it.

import { byId } from './dom.ts';
import { counted } from './format.ts';
import { hostAround } from './host.ts';
import { lookLike, tellHeight } from './host-styles.ts';
import { clear, type Inventory, show, table } from './inventory.ts';
import { type Fields, fieldsOf, textAt } from './json-values.ts';
import { type Answer, answerIn } from './tool-result.ts';

/** The package's, put in by the build. */
declare const version: string;

/** The revision of MCP Apps that is spoken here. */
const protocolVersion = '2026-01-26';

const status = byId('status');
const more = byId('more');

let input: Fields = {};
let shown: Inventory | undefined;
let asking = false;
let leave = () => {};

const say = (sentence: string) => {
  status.textContent = sentence;
};

const host = hostAround({
  told: {
    'ui/notifications/tool-input': params => {
      input = fieldsOf(params.arguments);
    },
    'ui/notifications/tool-result': showResult,
    'ui/notifications/tool-cancelled': params => say(`The question was cancelled. ${textAt(params, 'reason')}`),
    'ui/notifications/host-context-changed': lookLike,
  },
  asked: { ping: () => {}, 'ui/resource-teardown': () => leave() },
});

function showResult(result: Fields): void {
  const answer = answerIn(result);
  asking = false;
  if (typeof answer === 'string') {
    shown = undefined;
    clear();
    say(answer);
  } else {
    shown = show(answer);
    say(answer.rows.length > 0 ? '' : nothingIn(answer));
  }
  offerMore();
}

/** What was not read may hold something. */
const nothingIn = ({ notes }: Answer) =>
  notes.some(({ missing }) => missing) ? 'Nothing was found in what could be read.' : 'Nothing found.';

/** The button stays where it is while the host is asked, so that a keyboard does not lose its place. */
function offerMore(): void {
  const here = document.activeElement === more;
  more.hidden = shown?.answer.cursor === undefined;
  more.textContent = asking ? 'Loading…' : 'Load more';
  more.ariaDisabled = String(asking);
  if (here && more.hidden) table.focus({ preventScroll: true });
}

async function loadMore(): Promise<void> {
  const asked = shown;
  if (asked?.answer.cursor === undefined || asking) return;
  const { kind, cursor } = asked.answer;
  asking = true;
  say('');
  offerMore();
  const answer = await host.request('tools/call', { name: kind.tool, arguments: { ...input, cursor } }).then(answerIn, sentenceOf);
  // Another answer has come meanwhile; this one is no part of it.
  if (asked !== shown) return;
  asking = false;
  say(typeof answer === 'string' ? answer : added(asked, answer));
  offerMore();
}

function added(inventory: Inventory, answer: Answer): string {
  const { kind } = inventory.answer;
  if (answer.kind !== kind) return 'The host has answered another question.';
  inventory.add(answer);
  return answer.rows.length > 0 ? `${counted(answer.rows.length, `more ${kind.noun}`)} loaded.` : 'There was nothing more.';
}

const sentenceOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

async function begin(): Promise<void> {
  const appInfo = { name: 'linekeeper-inventory', version };
  const appCapabilities = { availableDisplayModes: ['inline', 'fullscreen'] };
  const answer = fieldsOf(await host.request('ui/initialize', { appInfo, appCapabilities, protocolVersion }));
  lookLike(fieldsOf(answer.hostContext));
  host.notify('ui/notifications/initialized');
  leave = tellHeight(height => host.notify('ui/notifications/size-changed', { height }));
}

more.onclick = loadMore;
say('Waiting for the answer…');
begin().catch(thrown => {
  // A host that never answered has still handed over an answer.
  if (shown === undefined) say(sentenceOf(thrown));
});
