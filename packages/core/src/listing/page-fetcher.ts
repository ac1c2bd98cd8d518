// Sends the requests of one listing: its arguments with the account's defaults, in another form after the provider refused them.
import type { Deadline } from '../deadline.ts';
import { LinekeeperError } from '../errors.ts';
import type { Connection } from '../http/connection.ts';
import { malformedError } from '../http/http-status.ts';
import type { Operation, Page, PageRequest } from '../model/operation.ts';
import type { Input } from '../model/provider.ts';
import { isRecord } from '../text/json.ts';
import type { FetchPage } from './page-reader.ts';

/** What to request. */
export interface PageFetcherOptions {
  operation: Operation;
  connection: Connection;
  deadline: Deadline;
  /** The arguments of the operation, without those of the listing. */
  input: Input;
  /** True to add the arguments of the operation's stable order. */
  inStableOrder: boolean;
}

/**
 * Creates the function that fetches pages. If the provider rejects the arguments, they are requested without the order that was added here,
 * then with the operation's next fallback arguments, for this page and all later ones.
 */
export function createPageFetcher({ operation, connection, deadline, input, inStableOrder }: PageFetcherOptions): FetchPage {
  const { settings } = connection.account;
  let currentInput = operation.provider.applyDefaults(input, settings);
  let order = inStableOrder ? operation.stableOrder?.(input) : undefined;
  let wholeList: Page | undefined;
  return async (page, signal) => {
    if (wholeList !== undefined) return slicePage(wholeList, page);
    const send = (requestInput: Input) =>
      connection.send(
        operation.request(requestInput, page, settings),
        body => rejectBareValues(operation.page(body)),
        { ...deadline, signal },
        { operation: operation.name, ...(!operation.wholeList && { maxRows: page.limit }) },
      );
    for (;;) {
      const [sentInput, sentOrder] = [currentInput, order];
      try {
        const response = await send({ ...sentInput, ...sentOrder });
        if (!operation.wholeList) return response;
        wholeList = response;
        return slicePage(response, page);
      } catch (thrown) {
        if (!(thrown instanceof LinekeeperError) || thrown.code !== 'input') throw thrown;
        if (sentOrder !== undefined) order = undefined;
        else {
          const fallback = operation.fallbackInput?.(sentInput, thrown);
          if (fallback === undefined) throw thrown;
          currentInput = fallback;
        }
      }
    }
  };
}

/** Returns the page. Throws `malformed` for one of numbers or texts: they have no id, so that nothing would show that the same ones come again. */
function rejectBareValues(page: Page): Page {
  if (page.rows.length > 0 && !page.rows.some(isRecord)) throw malformedError('rows that are not objects');
  return page;
}

/** A page of a list that came in one response, which makes its total known. */
const slicePage = ({ rows }: Page, { offset, limit }: PageRequest): Page => ({
  rows: rows.slice(offset, offset + limit),
  total: rows.length,
});
