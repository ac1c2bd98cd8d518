// What a surface is to the campaign: it runs a tool for the accounts of a fault, and shows what came.
import { isRecord, type Tool } from '@linekeeper/core';
import type { FaultTarget } from '../faults/gateway.ts';
import { isLongCampaign } from '../settings.ts';

/** What an answer says of one account. */
export interface AccountView {
  account: string;
  /** The outcome, or the state of `list_accounts`. */
  outcome: string;
  /** The code of its error. */
  code?: string | undefined;
}

/** What a person or a program sees of a call. */
export interface AnswerView {
  /** The code of an error; undefined for a result. */
  code: string | undefined;
  accounts: readonly AccountView[];
  /** All that was written. */
  text: string;
}

/** A surface with the accounts of one target. */
export interface Surface {
  call(tool: Tool, input: Readonly<Record<string, unknown>>): Promise<AnswerView>;
  /** What else it wrote until now: stderr, logs. */
  log(): string;
  close(): void;
}

/** Starts the surface for a target. */
export type OpenSurface = (target: FaultTarget) => Promise<Surface>;

/** Long enough for all other accounts to be read. */
const minCallTimeoutMs = isLongCampaign ? 20_000 : 6_000;

/** The time of a call: faults that never end must end with it. The others have as long as it takes on a busy machine. */
export const getCallTimeoutMs = ({ kind }: FaultTarget, minTimeoutMs = minCallTimeoutMs): number =>
  Object.values(kind.codes).flat().includes('timeout') ? minTimeoutMs : maxCallTimeoutMs;

/** The time of a call in a process that serves all targets. A long campaign makes all calls of several kinds at once, on any machine. */
export const maxCallTimeoutMs = isLongCampaign ? 120_000 : 20_000;

/** Settings for a process that serves the accounts. */
export const createEnvironment = (accounts: readonly object[], timeoutMs: number): Record<string, string> => ({
  LINEKEEPER_ACCOUNTS: JSON.stringify(accounts),
  LINEKEEPER_TIMEOUT_MS: String(timeoutMs),
});

/** All accounts of targets, each once. */
export const listAccounts = (targets: readonly FaultTarget[]): object[] => [
  ...new Set(targets.flatMap(({ faulty, healthy }) => [...faulty, ...healthy])),
];

/** Reads the accounts of structured content. */
export function readAccountViews(content: unknown): AccountView[] {
  const accounts: unknown = isRecord(content) ? content.accounts : undefined;
  if (!Array.isArray(accounts)) return [];
  return accounts.filter(isRecord).map(({ account, outcome, state, error }) => ({
    account: String(account),
    outcome: String(outcome ?? state),
    code: typeof error === 'string' ? /^\w+/.exec(error)?.[0] : undefined,
  }));
}

/** Reads the answer to `tools/call`. */
export function readToolResponse(message: unknown): AnswerView {
  const text = JSON.stringify(message);
  const result = isRecord(message) ? message.result : undefined;
  if (!isRecord(result)) return { code: 'protocol', accounts: [], text };
  const error = isRecord(result._meta) ? result._meta['linekeeper/error'] : undefined;
  const code = isRecord(error) ? String(error.code) : undefined;
  return { code: result.isError === true ? (code ?? 'none') : undefined, accounts: readAccountViews(result.structuredContent), text };
}
