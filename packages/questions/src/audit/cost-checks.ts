// The audit check of costs: lines that are paid for without being used.
import { readFact } from '../lines/source.ts';
import { type Check, checkEach } from './check.ts';

/** Lines with a monthly fee and without a call in or out of the last weeks. Each line costs a request, so it is made only by its name. */
export const paidButIdle: Check = {
  code: 'paid_but_idle',
  severity: 'info',
  needs: ['recentUse'],
  enriches: true,
  advice: 'Ask whether it is still needed; cancel it, or take a cheaper plan.',
  find: checkEach(item => {
    const use = readFact(item, 'recentUse');
    const { monthly_fee: fee = 0, currency = '' } = item.line;
    if (use === undefined || use.calls > 0 || fee <= 0) return undefined;
    return `${fee} ${currency} a month, but no call in or out from ${use.from} to ${use.to}`;
  }),
};
