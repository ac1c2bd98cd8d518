// Where Slack's Web API is: at the address that is set, or at that of Slack; GovSlack has its own.
import { type Environment, isSafeUrl, LinekeeperError, readVariable, urlRequirement } from '@linekeeper/core';
import { govSlackHost } from '../response-host.ts';

/** The base URL of the API that belongs to a `response_url`. */
export const getApiUrl = (responseUrl: string): string =>
  URL.canParse(responseUrl) && new URL(responseUrl).hostname === govSlackHost ? 'https://slack-gov.com/api/' : 'https://slack.com/api/';

/** Reads the base URL that is set, with a slash at its end. Throws `config` for an unsafe one: the bot token is sent there. */
export function readApiUrlSetting(environment: Environment): string | undefined {
  const url = readVariable(environment, 'LINEKEEPER_SLACK_API_URL');
  if (url === undefined) return undefined;
  if (!isSafeUrl(url)) throw new LinekeeperError('config', `LINEKEEPER_SLACK_API_URL ${urlRequirement}.`);
  return url.endsWith('/') ? url : `${url}/`;
}

/** The base URL for what belongs to no `response_url`. Throws `config` for an unsafe setting. */
export const readApiUrl = (environment: Environment): string => readApiUrlSetting(environment) ?? getApiUrl('');
