// Where Slack's Web API is: GovSlack has an address of its own.
import { type Environment, isSafeUrl, LinekeeperError, readVariable, urlRequirement } from '@linekeeper/core';

/** The API of Slack. */
const defaultApiUrl = 'https://slack.com/api/';

/** Reads the base URL of the API, with a slash at its end. Throws `config` for an unsafe one: the bot token is sent there. */
export function readApiUrl(environment: Environment): string {
  const url = readVariable(environment, 'LINEKEEPER_SLACK_API_URL');
  if (url === undefined) return defaultApiUrl;
  if (!isSafeUrl(url)) throw new LinekeeperError('config', `LINEKEEPER_SLACK_API_URL ${urlRequirement}.`);
  return url.endsWith('/') ? url : `${url}/`;
}
