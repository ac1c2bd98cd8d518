// Variables that are spelt like settings and are none: a slip of the pen would be passed over.
import { type Environment, nearest } from '@linekeeper/core';
import { providers } from '@linekeeper/providers';

/** Linekeeper's own, here and on AWS. */
const own = [
  'ACCOUNTS',
  'ACCOUNTS_FILE',
  'SANDBOX',
  'TIMEOUT_MS',
  'HTTP_TOKENS',
  'HTTP_OAUTH',
  'HTTP_HOSTS',
  'HTTP_ORIGINS',
  'SLACK_SIGNING_SECRET',
  'SLACK_BOT_TOKEN',
  'SLACK_ACCESS',
  'SLACK_CONTACT',
  'SLACK_RESPONSE_HOSTS',
  'ACCOUNTS_SECRET',
  'SLACK_SECRET',
  'MCP_SECRET',
];

/** A sentence about each. */
export function strayVariables(environment: Environment): string[] {
  const settings = providers.map(({ name, settings }) => [name, Object.keys(settings.shape)] as const);
  return [['linekeeper', own] as const, ...settings].flatMap(([name, keys]) => {
    const beginning = `${name}_`.toUpperCase();
    const known = keys.map(key => key.toUpperCase());
    const given = Object.keys(environment).flatMap(variable => (variable.startsWith(beginning) ? variable.slice(beginning.length) : []));
    return given.filter(key => !known.includes(key)).map(key => sentenceOf(beginning, key, nearest(key, known)));
  });
}

const sentenceOf = (beginning: string, key: string, near: string | undefined): string =>
  `${beginning}${key} is no setting${near === undefined ? '.' : `: did you mean ${beginning}${near}?`}`;
