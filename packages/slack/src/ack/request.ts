// A request of Slack's, read: a command, a pressed button, or a probe.
import type { Asker } from './access.ts';

/** A request as a server or a gateway gives it; header names in lower case. */
export interface Incoming {
  method: string;
  path: string;
  headers: Readonly<Record<string, string | undefined>>;
  /** Raw: nothing is decoded but a gateway's own base64. */
  body: Uint8Array;
}

interface Asked {
  asker: Asker;
  responseUrl: string;
}

export interface CommandRequest extends Asked {
  text: string;
  /** Told anew by Slack only for a new command. */
  trigger: string;
}

export interface ButtonRequest extends Asked {
  action: string;
  value: string;
  /** The message that the button stands in. */
  message: string;
  /** What the message's selects show, by action. */
  selected: Readonly<Record<string, string>>;
}

/** A form's fields; undefined where the body is no form. */
export function formOf({ headers, body }: Incoming): URLSearchParams | undefined {
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  return type === 'application/x-www-form-urlencoded' ? new URLSearchParams(new TextDecoder().decode(body)) : undefined;
}

/** A slash command; undefined where a field is missing. */
export function commandIn(form: URLSearchParams): CommandRequest | undefined {
  const field = (name: string) => form.get(name) ?? '';
  const asker = { team: field('team_id'), channel: field('channel_id'), user: field('user_id') };
  const request = { asker, responseUrl: field('response_url'), text: field('text'), trigger: field('trigger_id') };
  return [asker.team, asker.user, request.responseUrl, form.get('command')].every(Boolean) ? request : undefined;
}

/** A pressed button; `other` where something else was done that needs no answer, undefined where the payload is none. */
export function buttonIn(form: URLSearchParams): ButtonRequest | 'other' | undefined {
  const payload = parsed(form.get('payload') ?? '');
  if (payload === undefined || typeof payload.type !== 'string') return undefined;
  const [action] = listAt(payload, 'actions');
  if (payload.type !== 'block_actions' || textAt(action, 'type') !== 'button') return 'other';
  const container = at(payload, 'container');
  const asker = {
    // An app of a whole organization is told no team of its own.
    team: textAt(at(payload, 'team'), 'id') || textAt(at(payload, 'user'), 'team_id'),
    channel: textAt(at(payload, 'channel'), 'id') || textAt(container, 'channel_id'),
    user: textAt(at(payload, 'user'), 'id'),
  };
  const request = {
    asker,
    responseUrl: textAt(payload, 'response_url'),
    action: textAt(action, 'action_id'),
    value: textAt(action, 'value'),
    message: textAt(container, 'message_ts') || textAt(at(payload, 'message'), 'ts'),
    selected: selectedIn(payload),
  };
  return [asker.team, asker.user, request.responseUrl, request.action].every(Boolean) ? request : undefined;
}

/** The selects of all blocks: `state.values` is by block, then by action. */
function selectedIn(payload: Json): Record<string, string> {
  const blocks = Object.values(at(at(payload, 'state'), 'values') ?? {});
  const elements = blocks.flatMap(block => Object.entries(asJson(block) ?? {}));
  return Object.fromEntries(
    elements.flatMap(([action, element]) => {
      const value = textAt(at(asJson(element), 'selected_option'), 'value');
      return value === '' ? [] : [[action, value]];
    }),
  );
}

type Json = Readonly<Record<string, unknown>>;

const asJson = (value: unknown): Json | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;

const at = (json: Json | undefined, name: string): Json | undefined => asJson(json?.[name]);

const textAt = (json: Json | undefined, name: string): string => {
  const value = json?.[name];
  return typeof value === 'string' ? value : '';
};

const listAt = (json: Json, name: string): (Json | undefined)[] => {
  const value = json[name];
  return Array.isArray(value) ? value.map(asJson) : [];
};

function parsed(text: string): Json | undefined {
  try {
    return asJson(JSON.parse(text));
  } catch {
    return undefined;
  }
}
