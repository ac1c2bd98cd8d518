// Controls below an answer: filter selects, next page, CSV and Share buttons.
import type { JsonSchema, Tool, ToolResult } from '@linekeeper/core';
import type { ActionsBlock, Button, KnownBlock, PlainTextOption, StaticSelect } from '@slack/types';
import { signButtonValue } from '../button-state.ts';
import { escapePlainText } from '../escape.ts';
import { anyValue, type SavedToolCall } from '../job.ts';

/** Slack's limits for elements of an actions block, options of a select, and characters of a button or option label. */
const maxElements = 25;
const maxOptions = 100;
const maxLabelChars = 75;

/** What signing button values needs. */
export interface SigningContext {
  /** The app's signing secret. */
  secret: string;
  /** Milliseconds since 1970. */
  now: number;
}

/** Rendered controls, and notes about those that were left out. */
export interface Controls {
  blocks: KnownBlock[];
  notes: string[];
}

/** A button and the tool call that it runs. */
export interface ButtonSpec {
  /** The `action_id`. */
  action: string;
  label: string;
  toolCall: SavedToolCall;
}

/** Renders the controls of an answer with `rows` rows. Drill-down buttons come first, before those that every answer has. */
export function renderControls(
  tool: Tool,
  toolCall: SavedToolCall,
  result: ToolResult,
  { drillDowns, rows }: { drillDowns: readonly ButtonSpec[]; rows: number },
  signing: SigningContext,
): Controls {
  const { next_cursor: cursor } = result.content;
  const total = toolCall.total ?? result.table.total;
  const nextPage = {
    ...toolCall,
    input: { ...toolCall.input, cursor },
    shown: toolCall.shown + rows,
    ...(total !== undefined && { total }),
  };
  const common: ButtonSpec[] = [
    ...(typeof cursor === 'string' ? [{ action: 'more', label: 'More', toolCall: nextPage }] : []),
    ...(rows > 0 ? [{ action: 'csv', label: 'CSV', toolCall }] : []),
    { action: 'share', label: 'Share', toolCall },
  ];
  const specs = [...drillDowns, ...common];
  const buttons = specs.flatMap(spec => renderButton(spec, signing) ?? []);
  const notes =
    buttons.length < specs.length ? ['The question is too long for some of its buttons: ask with fewer or shorter filters.'] : [];
  const selects = renderFilterSelects(tool, toolCall, signing);
  return { blocks: [...selects, ...toActionsBlocks(buttons)], notes };
}

/** As few blocks as the buttons need. */
const toActionsBlocks = (buttons: readonly Button[]): ActionsBlock[] =>
  Array.from({ length: Math.ceil(buttons.length / maxElements) }, (_, index) => ({
    type: 'actions',
    elements: buttons.slice(index * maxElements, (index + 1) * maxElements),
  }));

/** Undefined if the tool call is too long for a button's value. */
function renderButton({ action, label, toolCall }: ButtonSpec, { secret, now }: SigningContext): Button | undefined {
  const value = signButtonValue(toolCall, secret, now);
  return value === undefined
    ? undefined
    : { type: 'button', action_id: action, text: { type: 'plain_text', text: escapePlainText(label, maxLabelChars), emoji: false }, value };
}

/** Parameters that can be changed with a select. */
const selectableParameters = ['status', 'provider'];

/** The selects and their Apply button; none if the tool has no such parameter, or if the tool call is too long for a button. */
function renderFilterSelects(tool: Tool, toolCall: SavedToolCall, signing: SigningContext): ActionsBlock[] {
  const { cursor: _, ...input } = { ...toolCall.input };
  const selects = selectableParameters.flatMap(name => renderSelect(name, tool.inputSchema.properties?.[name], input[name]) ?? []);
  const apply = renderButton({ action: 'apply', label: 'Apply', toolCall: { tool: toolCall.tool, input, shown: 0 } }, signing);
  return selects.length === 0 || apply === undefined ? [] : [{ type: 'actions', elements: [...selects, apply] }];
}

/** A select of the parameter's values with the current value preselected; undefined if the parameter is not an enum. */
function renderSelect(name: string, schema: JsonSchema | undefined, current: unknown): StaticSelect | undefined {
  const values = (schema?.enum ?? schema?.items?.enum)?.map(String) ?? [];
  if (values.length === 0) return undefined;
  const selected = current === undefined ? anyValue : [current].flat().join(',');
  const option = (value: string): PlainTextOption => ({
    text: {
      type: 'plain_text',
      text: escapePlainText(value === anyValue ? `any ${name}` : value.replaceAll(',', ', '), maxLabelChars),
      emoji: false,
    },
    value,
  });
  const options = [...new Set([anyValue, ...values, selected])].slice(0, maxOptions).map(option);
  return {
    type: 'static_select',
    action_id: name,
    placeholder: { type: 'plain_text', text: name, emoji: false },
    options,
    initial_option: option(selected),
  };
}
