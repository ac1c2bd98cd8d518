// What can be pressed under an answer: filters to choose anew, the next page, a file, the channel.
import type { JsonSchema, Outcome, Tool } from '@linekeeper/core';
import type { ActionsBlock, Button, KnownBlock, PlainTextOption, StaticSelect } from '@slack/types';
import { written } from '../button-state.ts';
import { plain } from '../escape.ts';
import { anyValue, type Question } from '../job.ts';

/** What Slack takes: buttons in a block, options in a select, characters of a button's and an option's text. */
const mostElements = 25;
const mostOptions = 100;
const longestLabel = 75;

/** What signs a button. */
export interface Signing {
  secret: string;
  /** Milliseconds since 1970. */
  now: number;
}

/** Controls, and what must be said of those that there was no room for. */
export interface Controls {
  blocks: KnownBlock[];
  notes: string[];
}

/** A button's action, its text and the question that it asks. */
export interface Wish {
  action: string;
  label: string;
  question: Question;
}

/** The controls of an answer. `wishes` come first: they are the answer's own. */
export function controlsOf(
  tool: Tool,
  question: Question,
  outcome: Outcome,
  { wishes, rows }: { wishes: readonly Wish[]; rows: number },
  signing: Signing,
): Controls {
  const { next_cursor: cursor } = outcome.content;
  const total = question.total ?? outcome.total;
  const next = { ...question, input: { ...question.input, cursor }, shown: question.shown + rows, ...(total !== undefined && { total }) };
  const common: Wish[] = [
    ...(typeof cursor === 'string' ? [{ action: 'more', label: 'More', question: next }] : []),
    ...(rows > 0 ? [{ action: 'csv', label: 'CSV', question }] : []),
    { action: 'share', label: 'Share', question },
  ];
  const all = [...wishes, ...common];
  const buttons = all.flatMap(wish => buttonOf(wish, signing) ?? []).slice(0, mostElements);
  const notes = buttons.length < all.length ? ['The question is too long for some of its buttons: ask with fewer or shorter filters.'] : [];
  const refining = refineOf(tool, question, signing);
  return { blocks: [...refining, ...(buttons.length > 0 ? [{ type: 'actions' as const, elements: buttons }] : [])], notes };
}

function buttonOf({ action, label, question }: Wish, { secret, now }: Signing): Button | undefined {
  const value = written(question, secret, now);
  return value === undefined
    ? undefined
    : { type: 'button', action_id: action, text: { type: 'plain_text', text: plain(label, longestLabel), emoji: false }, value };
}

/** Parameters that are chosen from a list. */
const refinable = ['status', 'provider'];

function refineOf(tool: Tool, question: Question, signing: Signing): ActionsBlock[] {
  const { cursor: _, ...input } = { ...question.input };
  const selects = refinable.flatMap(name => selectOf(name, tool.inputSchema.properties?.[name], input[name]) ?? []);
  const apply = buttonOf({ action: 'apply', label: 'Apply', question: { tool: question.tool, input, shown: 0 } }, signing);
  return selects.length === 0 || apply === undefined ? [] : [{ type: 'actions', elements: [...selects, apply] }];
}

/** A select of the parameter's values, which shows what is chosen now; undefined where it has none. */
function selectOf(name: string, schema: JsonSchema | undefined, current: unknown): StaticSelect | undefined {
  const values = (schema?.enum ?? schema?.items?.enum)?.map(String) ?? [];
  if (values.length === 0) return undefined;
  const chosen = current === undefined ? anyValue : [current].flat().join(',');
  const option = (value: string): PlainTextOption => ({
    text: { type: 'plain_text', text: plain(value === anyValue ? `any ${name}` : value.replaceAll(',', ', '), longestLabel), emoji: false },
    value,
  });
  const options = [...new Set([anyValue, ...values, chosen])].slice(0, mostOptions).map(option);
  return {
    type: 'static_select',
    action_id: name,
    placeholder: { type: 'plain_text', text: name, emoji: false },
    options,
    initial_option: option(chosen),
  };
}
