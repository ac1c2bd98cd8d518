// What a deployment chooses by context: `-c mcp=token`, `-c email=…`, and existing secrets by name.

export interface Options {
  /** How the MCP endpoint lets callers in; undefined where there is none. */
  mcp: 'token' | undefined;
  /** Where alarms go. */
  email: string | undefined;
  /** Existing secrets by name; those that are not named are created. */
  secrets: { accounts: string | undefined; slack: string | undefined; mcp: string | undefined };
  /** Days that logs are kept. */
  logDays: number;
}

const ways = ['token'];
const days = [1, 3, 5, 7, 14, 30, 60, 90, 180, 365];

/** Reads the context. Throws with the valid values where one is not allowed: the synth stops. */
export function optionsIn(context: (name: string) => unknown): Options {
  const text = (name: string, pattern: RegExp, valid: string): string | undefined => {
    const value = context(name);
    if (value === undefined || value === '') return undefined;
    if (typeof value !== 'string' || !pattern.test(value)) throw new Error(`-c ${name}=${String(value)}: must be ${valid}.`);
    return value;
  };
  const secret = (name: string) => text(name, /^[\w/+=.@-]{1,512}$/, 'the name of a secret (letters, digits and /_+=.@-)');
  const logDays = Number(text('logDays', /^\d+$/, `one of ${days.join(', ')}`) ?? 90);
  if (!days.includes(logDays)) throw new Error(`-c logDays=${logDays}: must be one of ${days.join(', ')}.`);
  return {
    // The pattern lets nothing else through.
    mcp: text('mcp', new RegExp(`^(${ways.join('|')})$`), `one of ${ways.join(', ')}, or left out`) as 'token' | undefined,
    email: text('email', /^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'an e-mail address'),
    secrets: { accounts: secret('accountsSecret'), slack: secret('slackSecret'), mcp: secret('mcpSecret') },
    logDays,
  };
}
