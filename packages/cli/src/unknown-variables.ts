// Checks environment variables: unknown names with the prefix of a setting, such as typos, and values that were not filled in.
import { type Environment, findClosest, isPlaceholder, LinekeeperError, placeholderProblem, readVariable } from '@linekeeper/core';
import { providers } from '@linekeeper/providers';

/** The variables with the prefix LINEKEEPER_, of the shell command and the Lambda functions. */
const linekeeperKeys = [
  'ACCOUNTS',
  'ACCOUNTS_FILE',
  'SANDBOX',
  'TIMEOUT_MS',
  'TOOLS',
  'ANSWERS',
  'HISTORY',
  'METRICS',
  'HTTP_TOKENS',
  'HTTP_OAUTH',
  'HTTP_HOSTS',
  'HTTP_ORIGINS',
  'HTTP_URL',
  'SLACK_SIGNING_SECRET',
  'SLACK_BOT_TOKEN',
  'SLACK_ACCESS',
  'SLACK_CONTACT',
  'SLACK_WATCH',
  'SLACK_DIGEST',
  'SLACK_API_URL',
  'SLACK_RESPONSE_HOSTS',
  'ACCOUNTS_SECRET',
  'SLACK_SECRET',
  'MCP_SECRET',
  'TOOL_ACCOUNTS',
  'HISTORY_TABLE',
  'HISTORY_BUCKET',
  'HISTORY_DAYS',
];

/** One warning for each unknown variable, with the nearest known name. Values are left out, since they may be credentials. */
export function unknownVariables(environment: Environment): string[] {
  const settings = providers.map(({ name, settings }) => [name, Object.keys(settings.shape)] as const);
  return [['linekeeper', linekeeperKeys] as const, ...settings].flatMap(([name, keys]) => {
    const prefix = `${name}_`.toUpperCase();
    const knownKeys = keys.map(key => key.toUpperCase());
    const keysInEnvironment = Object.keys(environment).flatMap(variable =>
      variable.startsWith(prefix) && readVariable(environment, variable) !== undefined ? variable.slice(prefix.length) : [],
    );
    return keysInEnvironment.filter(key => !knownKeys.includes(key)).map(key => formatWarning(prefix, key, findClosest(key, knownKeys)));
  });
}

/** Throws `config` if a general variable holds a placeholder; those of providers are checked with their accounts. */
export function rejectPlaceholders(environment: Environment): void {
  const variable = linekeeperKeys.map(key => `LINEKEEPER_${key}`).find(name => isPlaceholder(environment[name] ?? ''));
  if (variable !== undefined) throw new LinekeeperError('config', `${variable} ${placeholderProblem}.`);
}

const formatWarning = (prefix: string, key: string, near: string | undefined): string =>
  `${prefix}${key} is not a setting${near === undefined ? '.' : `: did you mean ${prefix}${near}?`}`;
