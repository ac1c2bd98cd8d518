// The secret of Slack's side: signing secret, bot token, whom to ask, and who may ask what.
import { type SlackSettings, settingsFromSecret } from '@linekeeper/slack/ack';
import { Secret } from './secret.ts';
import { secretsManager } from './secrets-manager.ts';
import { log } from './watching.ts';

export const slackSecret = (name: string): Secret<SlackSettings> =>
  new Secret({ name, safe: secretsManager(), parse: json => settingsFromSecret(json, name), clock: Date, log });
