// The built `tool` function: an execution environment for each target, which handles one event at a time.
import { isRecord } from '@linekeeper/core';
import type { FakeAws } from '../../lambda/aws.ts';
import { startFunction } from '../../lambda/functions.ts';
import { type AnswerView, createEnvironment, getCallTimeoutMs, maxCallTimeoutMs, type OpenSurface, readAccountViews } from './surface.ts';

/** The timeout of the function; it keeps two seconds of it for itself. */
const functionTimeoutMs = maxCallTimeoutMs + 5_000;

/** Opens execution environments whose accounts secret holds the accounts of their target. */
export const createLambda =
  (services: FakeAws): OpenSurface =>
  async target => {
    const secretName = `accounts/${target.name}`;
    const { LINEKEEPER_ACCOUNTS = '', ...environment } = createEnvironment([...target.faulty, ...target.healthy], getCallTimeoutMs(target));
    services.secrets.set(secretName, LINEKEEPER_ACCOUNTS);
    const tool = await startFunction('tool', { ...services.environment, ...environment, LINEKEEPER_ACCOUNTS_SECRET: secretName });
    let last: Promise<unknown> = Promise.resolve();
    return {
      call(called, input): Promise<AnswerView> {
        const answer = last.then(() => tool.invoke({ tool: called.name, input }, functionTimeoutMs)).then(readResult);
        last = answer;
        return answer;
      },
      log: tool.log,
      close: tool.close,
    };
  };

function readResult(result: unknown): AnswerView {
  const text = JSON.stringify(result);
  const error = isRecord(result) ? result.error : undefined;
  return { code: isRecord(error) ? String(error.code) : undefined, accounts: readAccountViews(result), text };
}
