// Which hosts messages may be posted to: those of Slack's response URLs, and those that are allowed besides.
import { isLoopback, splitEntries } from '@linekeeper/core/lite';

/** The host of Slack's response URLs. */
const slackHost = 'hooks.slack.com';

/** The same for GovSlack. */
export const govSlackHost = 'hooks.slack-gov.com';

/** Parses a list of hosts, separated by commas or spaces. */
export const parseHosts = (text: string | undefined): string[] => splitEntries(text, /[\s,]/);

/** HTTPS to Slack or to an extra host; plain HTTP only to an extra host on loopback. Extra hosts may have a port. */
export function isAllowedUrl(url: string, extraHosts: readonly string[]): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, host, port } = new URL(url);
  if (protocol === 'https:' && (hostname === slackHost || hostname === govSlackHost) && port === '') return true;
  if (!extraHosts.includes(hostname) && !extraHosts.includes(host)) return false;
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}
