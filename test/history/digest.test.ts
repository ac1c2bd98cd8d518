// Digests: when they are due in a time zone, and what they say of the state and of what differs since the last one.
import { describe, expect, it } from 'vitest';
import { findLastSlot } from '../../packages/history/src/watch/digest-slot.ts';
import { NewsDesk } from './news.ts';
import { createLine, failAccount, readAccount } from './readings.ts';

const copenhagen = { channel: 'C0', at: '08:00', timezone: 'Europe/Copenhagen' };

describe('a digest is due', () => {
  const lastSlot = (now: string, rule: object = {}) => {
    const slot = findLastSlot({ ...copenhagen, ...rule }, Date.parse(now));
    return slot === undefined ? undefined : new Date(slot).toISOString().slice(0, 16);
  };

  it.each([
    ['2026-01-15T06:59:59Z', {}, '2026-01-14T07:00'],
    ['2026-01-15T07:00:00Z', {}, '2026-01-15T07:00'],
    ['2026-07-15T06:00:00Z', {}, '2026-07-15T06:00'],
    // The clock goes forward on Sunday, 29 March 2026, from 02:00 to 03:00.
    ['2026-03-29T12:00:00Z', {}, '2026-03-29T06:00'],
    ['2026-03-29T12:00:00Z', { at: '02:30' }, '2026-03-29T01:30'],
    ['2026-03-28T12:00:00Z', { at: '02:30' }, '2026-03-28T01:30'],
    // And back on Sunday, 25 October 2026, from 03:00 to 02:00: it shows 02:30 twice, first at 00:30 UTC.
    ['2026-10-25T00:29:00Z', { at: '02:30' }, '2026-10-24T00:30'],
    ['2026-10-25T00:30:00Z', { at: '02:30' }, '2026-10-25T00:30'],
    ['2026-10-25T01:45:00Z', { at: '02:30' }, '2026-10-25T00:30'],
    // A Saturday; the last working day was Friday.
    ['2026-11-28T12:00:00Z', { days: [1, 2, 3, 4, 5] }, '2026-11-27T07:00'],
    ['2026-11-23T06:59:00Z', { days: [1] }, '2026-11-16T07:00'],
    ['2026-11-23T07:00:00Z', { days: [1] }, '2026-11-23T07:00'],
    // The day of the time zone counts, not that of UTC.
    ['2026-11-22T23:30:00Z', { timezone: 'Asia/Vladivostok', days: [1] }, '2026-11-22T22:00'],
    ['2026-11-22T11:00:00Z', { timezone: 'Pacific/Kiritimati', at: '00:30', days: [1] }, '2026-11-22T10:30'],
  ])('at %s by %j since %s', (now, rule, expected) => {
    expect(lastSlot(now, rule)).toBe(expected);
  });
});

const line = createLine('1', { name: 'Reception' });
const other = createLine('2');
const isDown = createLine('1', { name: 'Reception', status: 'down' });

/** Plays days: each is the reading of its snapshot, taken at 08:00 in Copenhagen. */
async function playDays(days: readonly Parameters<NewsDesk['snapshot']>[0][], fates: NewsDesk['fates'] = []): Promise<NewsDesk> {
  const desk = new NewsDesk();
  await desk.open();
  for (const [index, readings] of days.entries()) {
    await desk.snapshot(readings);
    if (index === 1) desk.fates = fates;
    const time = Date.parse('2026-11-02T07:00:00Z') + index * 86_400_000;
    for (let times = 0; times < 2; times++) await desk.post([], { digests: [copenhagen], time });
  }
  return desk;
}

describe('a digest', () => {
  it('says the state and what differs, once a day, and nothing when nothing does', async () => {
    const desk = await playDays([
      [readAccount([line, other])],
      [readAccount([isDown, other])],
      [readAccount([isDown, other])],
      [readAccount([line, other, createLine('3')])],
    ]);
    expect(desk.sent).toMatchObject([
      { title: 'Digest: 1 change', textLines: ['a: 2 lines (1 up, 1 down)'], thread: '', channel: 'C0' },
      { title: 'Digest: 2 changes', textLines: ['a: 3 lines (3 up)'] },
    ]);
    expect(desk.sent[1]?.table?.rows).toMatchObject([
      { change: 'added', id: '3' },
      { change: 'status', id: '1', before: 'down', after: 'up' },
    ]);
  });

  it('tells states, not events: what is as it was is left out', async () => {
    const desk = new NewsDesk();
    await desk.open();
    const post = (day: number) => desk.post([], { digests: [copenhagen], time: Date.parse(`2026-11-0${day}T12:00:00Z`) });
    await desk.snapshot([readAccount([line, other])]);
    await post(2);
    for (const lines of [[isDown, other], [other], [line, other], [line, other, createLine('3')], [line, other]])
      await desk.snapshot([readAccount(lines)]);
    expect(await post(3)).toBe(0);
    for (const name of ['Front desk', 'Lobby']) await desk.snapshot([readAccount([createLine('1', { name }), other])]);
    await post(4);
    expect(desk.sent[0]?.table?.rows).toMatchObject([{ change: 'name', before: 'Reception', after: 'Lobby' }]);
    expect(desk.sent[0]?.table?.rows).toHaveLength(1);
  });

  it('tells how a line differs that was removed and came back, and nothing of one that came and went', async () => {
    const desk = new NewsDesk();
    await desk.open();
    const post = (day: number) => desk.post([], { digests: [copenhagen], time: Date.parse(`2026-11-0${day}T12:00:00Z`) });
    await desk.snapshot([readAccount([createLine('1', { name: 'Reception', owner: 'Lars' }), other])]);
    await post(2);
    const back = createLine('1', { name: 'Reception', status: 'down', owner: 'Ida' });
    const visitor = createLine('3');
    for (const lines of [[other, visitor], [other, { ...visitor, name: 'Guest' }], [other], [back, other]])
      await desk.snapshot([readAccount(lines)]);
    await post(3);
    expect(desk.sent).toMatchObject([{ title: 'Digest: 2 changes', textLines: ['a: 2 lines (1 up, 1 down)'] }]);
    expect(desk.sent[0]?.table?.rows).toMatchObject([
      { change: 'status', id: '1', before: 'up', after: 'down' },
      { change: 'owner', id: '1', before: 'Lars', after: 'Ida' },
    ]);
    // What changed before the removal counts, too.
    for (const lines of [[{ ...back, name: 'Desk' }, other], [other], [{ ...back, name: 'Desk' }, other]])
      await desk.snapshot([readAccount(lines)]);
    await post(4);
    expect(desk.sent[1]?.table?.rows).toMatchObject([{ change: 'name', id: '1', before: 'Reception', after: 'Desk' }]);
    for (const lines of [[other], [{ ...back, name: 'Desk' }, other]]) await desk.snapshot([readAccount(lines)]);
    expect(await post(5)).toBe(0);
  });

  it('that could not be posted, or whose time was missed, is made up for once', async () => {
    const desk = await playDays(
      [[readAccount([line])], [readAccount([isDown])], [readAccount([isDown])], [readAccount([isDown])]],
      ['fails', 'fails', 'fails'],
    );
    expect(desk.sent.map(({ title }) => title)).toEqual(['Digest: 1 change']);
  });

  it('says which account cannot be read', async () => {
    const desk = await playDays([[readAccount([line])], [failAccount()], [readAccount([line])]]);
    expect(desk.sent).toMatchObject([
      {
        title: 'Digest: no line has changed',
        textLines: ['a: 1 line (1 up)', 'a: not read since 1970-01-01T00:02:00Z: timeout (a): No answer.'],
        table: undefined,
      },
    ]);
  });
});
