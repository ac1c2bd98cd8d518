// The Slack settings from their secret: signing secret, bot token, contact and access rules.
import { systemClock } from '@linekeeper/core/node';
import { parseSlackSecret, type SlackSettings } from '@linekeeper/slack/ack';
import { CachedSecret } from './cached-secret.ts';
import { createSecretsManagerStore } from './secrets-manager.ts';
import { log } from './telemetry.ts';

/** A cached secret of Slack settings that fails closed. `requestTimeoutMs` limits one request to Secrets Manager. */
export const createSlackSecret = (name: string, requestTimeoutMs?: number): CachedSecret<SlackSettings> =>
  new CachedSecret({
    name,
    store: createSecretsManagerStore(requestTimeoutMs),
    parse: text => parseSlackSecret(text, name),
    failClosed: true,
    clock: systemClock,
    log,
  });
