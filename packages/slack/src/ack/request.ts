// Parses Slack's form-encoded requests: slash commands and block actions.
import { isRecord } from '@linekeeper/core/lite';
import type { Requester } from './access.ts';

/**
 * An HTTP request as plain data, from a server or a gateway; header names in lower case. Not the web-standard `Request`:
 * the first `new Request` loads undici, which takes about 100 ms of a cold start on Node 24.
 */
export interface RawRequest {
  method: string;
  path: string;
  headers: Readonly<Record<string, string | undefined>>;
  /** The raw bytes, which the signature covers. Only a gateway's base64 encoding has been removed. */
  body: Uint8Array;
}

interface InteractionRequest {
  requester: Requester;
  /** Where messages may be posted for 30 minutes. */
  responseUrl: string;
}

/** A slash command. */
export interface CommandRequest extends InteractionRequest {
  /** The text after `/lines`. */
  text: string;
  /** Unique for each command; the same when Slack repeats a request. Empty if Slack sent none. */
  triggerId: string;
}

/** A pressed button. */
export interface ButtonRequest extends InteractionRequest {
  /** The button's `action_id`. */
  action: string;
  /** The button's value, signed by Linekeeper: see button-state.ts. */
  value: string;
  /** Timestamp, and thereby id, of the message that contains the button. */
  messageTs: string;
  /** The selected option of each select in the message, by `action_id`. */
  selected: Readonly<Record<string, string>>;
}

/** The fields of a form-encoded body; undefined for any other content type. */
export function parseForm({ headers, body }: RawRequest): URLSearchParams | undefined {
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  return type === 'application/x-www-form-urlencoded' ? new URLSearchParams(new TextDecoder().decode(body)) : undefined;
}

/** Parses a slash command; undefined if a required field is missing. */
export function parseCommandRequest(form: URLSearchParams): CommandRequest | undefined {
  const field = (name: string) => form.get(name) ?? '';
  const requester = { team: field('team_id'), channel: field('channel_id'), user: field('user_id') };
  const request = { requester, responseUrl: field('response_url'), text: field('text'), triggerId: field('trigger_id') };
  return [requester.team, requester.user, request.responseUrl, form.get('command')].every(Boolean) ? request : undefined;
}

/** Parses a pressed button. `other` for interactions that need no answer; undefined if the payload is invalid. */
export function parseButtonRequest(form: URLSearchParams): ButtonRequest | 'other' | undefined {
  const payload = tryParseObject(form.get('payload') ?? '');
  if (payload === undefined || typeof payload.type !== 'string') return undefined;
  const [action] = getObjects(payload, 'actions');
  if (payload.type !== 'block_actions' || getString(action, 'type') !== 'button') return 'other';
  const container = getObject(payload, 'container');
  const requester = {
    // The user's own team: in a channel that organizations share, `team` is the one where the app is installed.
    team: getString(getObject(payload, 'user'), 'team_id') || getString(getObject(payload, 'team'), 'id'),
    channel: getString(getObject(payload, 'channel'), 'id') || getString(container, 'channel_id'),
    user: getString(getObject(payload, 'user'), 'id'),
  };
  const request = {
    requester,
    responseUrl: getString(payload, 'response_url'),
    action: getString(action, 'action_id'),
    value: getString(action, 'value'),
    messageTs: getString(container, 'message_ts') || getString(getObject(payload, 'message'), 'ts'),
    selected: readSelectedOptions(payload),
  };
  return [requester.team, requester.user, request.responseUrl, request.action].every(Boolean) ? request : undefined;
}

/** Selected options of all blocks, by `action_id`: `state.values` is keyed by block, then by action. */
function readSelectedOptions(payload: JsonObject): Record<string, string> {
  const blocks = Object.values(getObject(getObject(payload, 'state'), 'values') ?? {});
  const elements = blocks.flatMap(block => Object.entries(toObject(block) ?? {}));
  return Object.fromEntries(
    elements.flatMap(([action, element]) => {
      const value = getString(getObject(toObject(element), 'selected_option'), 'value');
      return value === '' ? [] : [[action, value]];
    }),
  );
}

type JsonObject = Readonly<Record<string, unknown>>;

const toObject = (value: unknown): JsonObject | undefined => (isRecord(value) ? value : undefined);

const getObject = (json: JsonObject | undefined, name: string): JsonObject | undefined => toObject(json?.[name]);

const getString = (json: JsonObject | undefined, name: string): string => {
  const value = json?.[name];
  return typeof value === 'string' ? value : '';
};

const getObjects = (json: JsonObject, name: string): (JsonObject | undefined)[] => {
  const value = json[name];
  return Array.isArray(value) ? value.map(toObject) : [];
};

function tryParseObject(text: string): JsonObject | undefined {
  try {
    return toObject(JSON.parse(text));
  } catch {
    return undefined;
  }
}
