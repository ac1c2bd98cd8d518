// Tools called in the process of the test, over real connections.
import { createJsonBudget, LinekeeperError } from '@linekeeper/core';
import { createRegistry } from '../../questions/harness.ts';
import { getCallTimeoutMs, type OpenSurface, readAccountViews } from './surface.ts';

/** Opens a registry of its own for the target. */
export const openInProcess: OpenSurface = async target => {
  const registry = createRegistry([...target.faulty, ...target.healthy]);
  return {
    async call(tool, input) {
      try {
        const { content } = await tool.run(input, {
          registry,
          deadline: { at: Date.now() + getCallTimeoutMs(target) },
          budget: createJsonBudget(),
        });
        return { code: undefined, accounts: readAccountViews(content), text: JSON.stringify(content) };
      } catch (thrown) {
        if (!(thrown instanceof LinekeeperError)) return { code: 'internal', accounts: [], text: String(thrown) };
        return { code: thrown.code, accounts: [], text: JSON.stringify([thrown.toData(), thrown.displayMessage]) };
      }
    },
    log: () => '',
    close: () => {},
  };
};
