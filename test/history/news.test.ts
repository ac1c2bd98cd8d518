// What is posted of a history: what lasts, its end, storms, summaries, failing accounts, and posts whose process ends.
import type { Line } from '@linekeeper/core';
import { type AccountReading, compileRule, toWatchScope } from '@linekeeper/history';
import { describe, expect, it } from 'vitest';
import { createAccounts, NewsDesk } from './news.ts';
import { createLine, failAccount, readAccount } from './readings.ts';

const numberedLines = (count: number, fields: (index: number) => Partial<Line> = () => ({})): Line[] =>
  Array.from({ length: count }, (_, index) => createLine(String(index), fields(index)));

async function openDesk(first: readonly AccountReading[]): Promise<NewsDesk> {
  const desk = new NewsDesk();
  await desk.open();
  await desk.snapshot(first);
  await desk.post([{}]);
  return desk;
}

const down: Partial<Line> = { status: 'down', reasons: ['not_registered'] };
const up = readAccount([createLine('1', { name: 'Reception', extension: '101' }), createLine('2')]);
const oneDown = readAccount([createLine('1', { name: 'Reception', extension: '101', ...down }), createLine('2')]);

/** Messages in short: `*` for a new one, else the message that it answers. */
const describeSent = ({ sent }: NewsDesk) => sent.map(({ thread, title }) => `${thread === '' ? '*' : thread} ${title}`);

describe('a change', () => {
  it('is posted when it has lasted, once, and its end goes into its thread', async () => {
    const desk = await openDesk([up]);
    await desk.snapshot([oneDown]);
    expect(await desk.post([{}])).toBe(0);
    await desk.snapshot([oneDown]);
    expect(await desk.post([{}])).toBe(1);
    expect(await desk.post([{}])).toBe(0);
    await desk.snapshot([oneDown]);
    expect(await desk.post([{}])).toBe(0);
    await desk.snapshot([up]);
    await desk.post([{}]);
    await desk.post([{}]);
    expect(describeSent(desk)).toEqual(['* Reception 101: up → down', 'ts0 Reception 101: down → up']);
    expect(desk.sent.map(({ textLines }) => textLines)).toEqual([['a phone 1 · reasons not_registered'], ['a phone 1', 'After 3 min.']]);
  });

  it('that does not last is not posted, neither is its end', async () => {
    const desk = await openDesk([up]);
    for (const reading of [oneDown, up, up, oneDown, up, up]) {
      await desk.snapshot([reading]);
      await desk.post([{}]);
    }
    expect(desk.sent).toEqual([]);
  });

  it('is posted at once with after 1, and counts only the snapshots that could read its account', async () => {
    const desk = await openDesk([up]);
    await desk.snapshot([oneDown]);
    await desk.post([{ after: 1, channel: 'C1' }]);
    expect(desk.sent).toMatchObject([{ channel: 'C1', title: 'Reception 101: up → down' }]);
    const slow = await openDesk([up]);
    for (const reading of [oneDown, failAccount(), failAccount(), oneDown]) {
      expect(slow.sent.filter(({ title }) => title.includes('down'))).toEqual([]);
      await slow.snapshot([reading]);
      await slow.post([{ changes: ['status'] }]);
    }
    expect(slow.sent.at(-1)?.title).toBe('Reception 101: up → down');
  });

  it('goes on in its thread until the line is up or gone', async () => {
    const desk = await openDesk([up]);
    const blocked = readAccount([createLine('1', { status: 'blocked' }), createLine('2')]);
    for (const reading of [oneDown, oneDown, blocked, oneDown, readAccount([createLine('2')])]) {
      await desk.snapshot([reading]);
      await desk.post([{ filters: { status: ['down'] } }]);
    }
    expect(describeSent(desk)).toEqual([
      '* Reception 101: up → down',
      'ts0 1: down → blocked',
      'ts0 Reception 101: blocked → down',
      'ts0 Reception 101: removed',
    ]);
  });

  it('is posted only where a rule of the channel matches it, and once in a channel with several', async () => {
    const desk = await openDesk([up]);
    const renamed = readAccount([createLine('1', { name: 'Front desk', extension: '101', owner: 'Ida Møller', ...down }), createLine('2')]);
    const rules = [
      { filters: { status: ['down'] }, changes: ['status'] },
      { filters: { owner: 'ida moller' }, changes: ['status', 'owner'] },
      { filters: { account: ['b'] }, channel: 'C9' },
    ];
    await desk.snapshot([renamed]);
    await desk.snapshot([renamed]);
    await desk.post(rules);
    expect(describeSent(desk)).toEqual(['* Front desk 101: up → down']);
    // What one snapshot found of a line is one message.
    expect(desk.sent[0]?.textLines).toEqual(['a phone 1 · owner Ida Møller · reasons not_registered', 'owner – → Ida Møller']);
  });

  it('of a rule that is new begins with the last snapshot', async () => {
    const desk = await openDesk([up]);
    for (const reading of [oneDown, oneDown, up, up]) await desk.snapshot([reading]);
    await desk.post([{ channel: 'CNEW' }]);
    await desk.snapshot([oneDown]);
    await desk.snapshot([oneDown]);
    await desk.post([{ channel: 'CNEW' }]);
    expect(describeSent(desk)).toEqual(['* Reception 101: up → down']);
  });
});

describe('a line that is missing for less than `after` snapshots', () => {
  const gone = readAccount([createLine('2')]);
  const play = async (rule: object, readings: readonly AccountReading[], runsEach: boolean) => {
    const desk = await openDesk([up]);
    for (const [index, reading] of readings.entries()) {
      await desk.snapshot([reading]);
      if (runsEach || index === readings.length - 1) for (let times = 0; times < 3; times++) await desk.post([rule]);
    }
    return describeSent(desk);
  };

  describe.each([true, false])('with a run after each snapshot: %s', runsEach => {
    it.each([{}, { changes: ['status'] }, { filters: { status: ['down'] } }])(
      'is posted as it is when it comes back, by %j',
      async rule => {
        expect(await play(rule, [gone, oneDown, oneDown], runsEach)).toEqual(['* Reception 101: up → down']);
        expect(await play(rule, [gone, oneDown], runsEach)).toEqual([]);
        expect(await play(rule, [gone, up, up], runsEach)).toEqual([]);
        // Neither time alone lasted.
        expect(await play(rule, [oneDown, gone, oneDown, oneDown], runsEach)).toEqual(['* Reception 101: up → down']);
        expect(await play({ ...rule, after: 3 }, [gone, gone, oneDown, oneDown, oneDown], runsEach)).toEqual([
          '* Reception 101: up → down',
        ]);
      },
    );

    it('goes on in the thread that said it was removed', async () => {
      const rule = { changes: ['status'] };
      expect(await play(rule, [oneDown, oneDown, gone, oneDown, oneDown, up], runsEach)).toEqual([
        '* Reception 101: up → down',
        // What several snapshots brought is one answer.
        ...(runsEach ? ['removed', 'removed → down', 'down → up'].map(what => `ts0 Reception 101: ${what}`) : ['ts0 3 changes']),
      ]);
    });

    it('is a new line where its removal lasted', async () => {
      expect(await play({}, [gone, gone, oneDown, oneDown], runsEach)).toEqual(['* Reception 101: removed', 'ts0 Reception 101: added']);
      expect(await play({ changes: ['status'] }, [gone, gone, oneDown, oneDown], runsEach)).toEqual([]);
    });
  });
});

describe('many changes', () => {
  it('are ten messages and one summary, whose ends go into the threads', async () => {
    const desk = await openDesk([readAccount(numberedLines(30))]);
    const renamed = readAccount(numberedLines(30, index => (index < 14 ? { name: `Desk ${index}` } : {})));
    await desk.snapshot([renamed]);
    await desk.snapshot([renamed]);
    expect(await desk.post([{}])).toBe(11);
    expect(desk.sent.at(-1)).toMatchObject({ title: '4 more changes', thread: '' });
    expect(desk.sent.at(-1)?.table?.rows).toHaveLength(4);
    await desk.snapshot([readAccount(numberedLines(30))]);
    expect(await desk.post([{}])).toBe(11);
    expect(new Set(desk.sent.slice(11).map(({ thread }) => thread))).toEqual(
      new Set(desk.sent.slice(0, 11).map(({ timestamp }) => timestamp)),
    );
    expect(await desk.post([{}])).toBe(0);
  });

  it('are one message where a list goes out of service, and one when it comes back', async () => {
    const desk = await openDesk([readAccount(numberedLines(30))]);
    const gone = readAccount(numberedLines(30, index => (index < 28 ? down : {})));
    await desk.snapshot([gone]);
    await desk.snapshot([gone]);
    await desk.post([{}]);
    await desk.snapshot([readAccount(numberedLines(30))]);
    await desk.post([{}]);
    expect(describeSent(desk)).toEqual(['* a: 28 lines down (phone)', 'ts0 28 lines: up']);
    expect(desk.sent[0]?.table?.rows).toHaveLength(28);
  });
});

describe('an account that cannot be read', () => {
  it('is one message with the reason, and one when it is read again', async () => {
    const desk = await openDesk([up]);
    for (const reading of [failAccount(), failAccount(), failAccount(), up]) {
      await desk.snapshot([reading]);
      await desk.post([{}]);
    }
    expect(describeSent(desk)).toEqual(['* a cannot be read', 'ts0 a is read again']);
    expect(desk.sent[0]?.textLines[0]).toBe('timeout (a): No answer.');
  });

  it('in part is said to be so, and does not hold up what its other lists tell', async () => {
    const desk = await openDesk([up]);
    const refused = { ...oneDown, refusals: [{ kind: 'trunk', reason: 'No trunk could be read: denied (a): No.' }] };
    const trunks = { kind: 'trunk', lines: [createLine('9', { kind: 'trunk' })], facts: [] };
    await desk.snapshot([{ ...up, lists: [...up.lists, trunks] }]);
    for (const reading of [refused, refused, refused]) {
      await desk.snapshot([reading]);
      await desk.post([{}]);
    }
    expect(describeSent(desk).sort()).toEqual(['* Reception 101: up → down', '* a can be read in part only']);
    expect(desk.sent.find(({ title }) => title.startsWith('a '))?.textLines).toEqual([
      'No trunk could be read: denied (a): No.',
      'What changes meanwhile is not known; those lines stay as they were.',
    ]);
  });

  it('is not told by a rule about other changes, or other accounts', async () => {
    const desk = await openDesk([up]);
    await desk.snapshot([failAccount()]);
    await desk.snapshot([failAccount()]);
    await desk.post([{ changes: ['owner'] }, { filters: { account: ['b'] } }]);
    expect(desk.sent).toEqual([]);
  });
});

describe('a post', () => {
  const begin = async () => {
    const desk = await openDesk([up]);
    await desk.snapshot([oneDown]);
    await desk.snapshot([oneDown]);
    return desk;
  };

  it('that was claimed and not sent is made by the next run', async () => {
    const desk = await begin();
    desk.fates = ['ends before'];
    await expect(desk.post([{}])).rejects.toThrow('the process ended');
    expect(await desk.post([{}])).toBe(1);
    expect(desk.sent).toMatchObject([{ title: 'Reception 101: up → down', mayRepeat: true }]);
    expect(await desk.post([{}])).toBe(0);
  });

  it('that was sent and not confirmed is repeated, and says so; after three times it counts as posted', async () => {
    const desk = await begin();
    desk.fates = ['ends after'];
    await expect(desk.post([{}])).rejects.toThrow('the process ended');
    await desk.post([{}]);
    expect(desk.sent.map(({ mayRepeat }) => mayRepeat)).toEqual([false, true]);
    const silent = await begin();
    silent.fates = Array.from({ length: 9 }, () => 'is not confirmed');
    for (let times = 0; times < 6; times++) await silent.post([{}]);
    expect(silent.sent).toHaveLength(3);
    expect(silent.reports).toHaveLength(3);
  });

  it('that is refused is made when it can be, and the log keeps the reason until then', async () => {
    const desk = await begin();
    desk.fates = ['fails'];
    await desk.post([{}]);
    expect(desk.reports).toEqual(['refused: Slack refused a message.']);
    expect((await desk.log.read(toWatchScope('C0'))).problem).toBe('Slack refused a message.');
    await desk.snapshot([up]);
    await desk.post([{}]);
    expect(describeSent(desk)).toEqual(['* Reception 101: up → down', 'ts0 Reception 101: down → up']);
    expect((await desk.log.read(toWatchScope('C0'))).problem).toBeUndefined();
  });

  it('that is limited waits as long as Slack says, and is then made in the same run', async () => {
    const desk = await begin();
    desk.fates = ['is limited', 'is limited'];
    const before = desk.clock.now();
    expect(await desk.post([{}])).toBe(1);
    expect(desk.clock.now() - before).toBeGreaterThanOrEqual(14_000);
    expect(desk.sent).toMatchObject([{ title: 'Reception 101: up → down', mayRepeat: false }]);
  });

  it('is left to the run that has claimed it', async () => {
    const desk = await begin();
    const scope = toWatchScope('C0');
    const { version, posted: _, ...head } = await desk.log.read(scope);
    // Another run claims the post, and goes on while this one waits.
    await desk.log.write(scope, version, { head: { ...head, claim: { at: desk.clock.now(), attempts: 1 } } });
    const run = desk.post([{}]);
    await desk.log.write(scope, version + 1, { head: { ...head, claim: { at: desk.clock.now(), attempts: 1 } } });
    expect(await run).toBe(0);
    expect(desk.sent).toEqual([]);
  });
});

describe('a rule', () => {
  const accounts = createAccounts();
  const rule = { channel: 'C0', filters: {}, after: 2, where: 'LINEKEEPER_SLACK_WATCH, rule 1' };

  it('takes the filters of lines as people write them', () => {
    const { matches } = compileRule({ ...rule, filters: { status: 'DOWN, blocked' }, changes: ['Status'] }, accounts);
    const change = { account: 'a', kind: 'phone', id: '1', previous: {} };
    expect(matches({ ...change, change: 'status', field: 'status', line: createLine('1', down) })).toBe(true);
    expect(matches({ ...change, change: 'status', field: 'status', line: createLine('1') })).toBe(false);
    expect(matches({ ...change, change: 'name', field: 'name', line: createLine('1', down) })).toBe(false);
  });

  it.each([
    [{ changes: ['states'] }, '"changes": Unknown change "states": did you mean status?'],
    [{ filters: { status: ['dwn'] } }, '"filters": Unknown status "dwn": did you mean down?'],
    [{ filters: { account: ['berlin'] } }, '"filters": Unknown account "berlin". Valid: a, b.'],
    [{ filters: { number_prefix: 'x' } }, '"filters": "number_prefix" must be digits'],
  ])('with %j is refused', (fields, message) => {
    expect(() => compileRule({ ...rule, ...fields }, accounts)).toThrow(
      expect.objectContaining({ code: 'config', message: expect.stringContaining(`LINEKEEPER_SLACK_WATCH, rule 1: ${message}`) }),
    );
  });
});
