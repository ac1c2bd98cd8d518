// The secret of Slack's side: signing secret, bot token, whom to ask, and who may ask what.
import { systemClock } from '@linekeeper/core/node';
import { type SlackSettings, settingsFromSecret } from '@linekeeper/slack/ack';
import { Secret } from './cached-secret.ts';
import { secretsManager } from './secrets-manager.ts';
import { log } from './telemetry.ts';

/** `requestTimeout` as for the service. */
export const slackSecret = (name: string, requestTimeout?: number): Secret<SlackSettings> =>
  new Secret({
    name,
    safe: secretsManager(requestTimeout),
    parse: json => settingsFromSecret(json, name),
    opens: true,
    clock: systemClock,
    log,
  });
