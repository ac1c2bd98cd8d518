// The Slack settings from their secret: signing secret, bot token, contact and access rules.
import { systemClock } from '@linekeeper/core/node';
import { parseSlackSecret, type SlackSettings } from '@linekeeper/slack/ack';
import { CachedSecret, type SecretStore } from './cached-secret.ts';
import { log } from './telemetry.ts';

/** A cached secret of Slack settings that fails closed. */
export const createSlackSecret = (name: string, store: SecretStore): CachedSecret<SlackSettings> =>
  new CachedSecret({
    name,
    store,
    parse: text => parseSlackSecret(text, name),
    failClosed: true,
    clock: systemClock,
    log,
  });
