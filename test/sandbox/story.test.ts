// The week of the sandbox: it ends with the company that all other tests and answers are about.
import { buildCompany, createStory } from '@linekeeper/sandbox';
import { describe, expect, it } from 'vitest';

describe('the story', () => {
  it('goes forward in time and ends with the company of the sandbox', () => {
    const { begin, company, steps } = createStory();
    const times = [begin, ...steps.map(step => step.at)];
    expect(times).toEqual(times.toSorted());
    expect(company).not.toEqual(buildCompany());
    const faults: object[] = [];
    for (const { play } of steps)
      play({
        company,
        addFault: fault => faults.push(fault),
        clearFaults: () => {
          faults.length = 0;
        },
      });
    expect(company).toEqual(buildCompany());
    expect(faults).toEqual([]);
  });

  it('is the same every time, and leaves the company of other sandboxes alone', () => {
    const first = createStory();
    for (const { play } of first.steps.slice(0, 3)) play({ company: first.company, addFault: () => {}, clearFaults: () => {} });
    expect(createStory().company).not.toEqual(first.company);
    expect(createStory().company).toEqual(createStory().company);
  });
});
