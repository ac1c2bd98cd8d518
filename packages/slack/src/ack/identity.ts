// Slack's identity sign-in for an MCP endpoint: Slackbot signs its requests, and names the person who asks in `params._meta.slack`.
// https://docs.slack.dev/ai/slackbot-mcp-client
import { type AllowedAccounts, type Clock, isRecord } from '@linekeeper/core/lite';
import type { SlackSettings } from '../settings.ts';
import { accessDenied, resolveAccess } from './access.ts';
import { SeenSignatures } from './seen-signatures.ts';
import { maxSkewSeconds, verifySlackRequest } from './signature.ts';

const timestampHeader = 'x-slack-request-timestamp';
const signatureHeader = 'x-slack-signature';

/** Why a request is rejected: what the log says, and what the client is told. */
interface IdentityRejection {
  reason: string;
  message: string;
}

/** A person in Slack, and the accounts that the access rules grant. */
interface SlackCaller {
  name: string;
  accounts: AllowedAccounts;
}

/** Checks signed requests with settings that are read for each of them. Its functions reject with `config` or `unavailable` if there are none. */
export interface SlackIdentity {
  /** True if a request carries a part of a signature: it is then judged by that alone. */
  isSigned(headers: Headers): boolean;
  /** Returns why the signature of the raw body is rejected; undefined if it is valid. */
  verify(headers: Headers, body: Uint8Array): Promise<string | undefined>;
  /** Returns false if a request with this signature, which is valid, was claimed before in this process. */
  claim(headers: Headers): boolean;
  /** Returns the person that the metadata of a request names, if an access rule grants accounts; undefined if it names none. */
  identify(metadata: unknown): Promise<SlackCaller | IdentityRejection | undefined>;
}

/** Ids of Slack: upper-case letters and digits. */
const idPattern = /^[A-Z0-9]{2,32}$/;

/** Creates the sign-in. */
export function createSlackIdentity(getSettings: () => SlackSettings | Promise<SlackSettings>, clock: Clock): SlackIdentity {
  const seen = new SeenSignatures();
  return {
    isSigned: headers => headers.has(signatureHeader) || headers.has(timestampHeader),
    async verify(headers, body) {
      const { signingSecret } = await getSettings();
      const [timestamp, signature] = [headers.get(timestampHeader) ?? undefined, headers.get(signatureHeader) ?? undefined];
      return verifySlackRequest({ timestamp, signature, body }, signingSecret, clock.now());
    },
    claim(headers) {
      const expiresAtMs = (Number(headers.get(timestampHeader)) + maxSkewSeconds) * 1_000;
      return seen.claim(headers.get(signatureHeader) ?? '', expiresAtMs, clock.now());
    },
    async identify(metadata) {
      const slack = isRecord(metadata) ? metadata.slack : undefined;
      if (slack === undefined || slack === null) return undefined;
      const { user_id: user, team_id: team } = isRecord(slack) ? slack : {};
      if (!isId(user) || !isId(team))
        return { reason: 'invalid identity', message: 'params._meta.slack must name a user_id and a team_id.' };
      const settings = await getSettings();
      // Slackbot asks in no channel: a rule that names channels does not match.
      const requester = { team, channel: '', user };
      const accounts = resolveAccess(requester, settings.access);
      if (accounts.length > 0) return { name: `slack ${team} ${user}`, accounts };
      const [message = ''] = accessDenied(requester, settings);
      return { reason: `no access rule for ${team} ${user}`, message: `${message} Team ${team}, user ${user}.` };
    },
  };
}

const isId = (value: unknown): value is string => typeof value === 'string' && idPattern.test(value);
