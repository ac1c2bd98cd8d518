// The secret of Slack's side: signing secret, bot token, whom to ask, and who may ask what.
import { LinekeeperError } from '@linekeeper/core/words';
import { type SlackSettings, settingsFromSecret } from '@linekeeper/slack/ack';
import { Secret } from './secret.ts';
import { secretsManager } from './secrets-manager.ts';
import { log } from './watching.ts';

export function slackSecret(name: string): Secret<SlackSettings> {
  const parse = (json: unknown) => {
    if (typeof json !== 'object' || json === null || Array.isArray(json))
      throw new LinekeeperError('config', `The secret ${name} must be a JSON object.`);
    return settingsFromSecret({ ...json }, name);
  };
  return new Secret({ name, safe: secretsManager(), parse, clock: Date, log });
}
