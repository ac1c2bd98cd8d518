// One list operation over a played provider: what is asked, what comes out, and what is said of the rest.
import { type Batch, isRecord, LinekeeperError, Listing, type Operation } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { account, directoryOf, things } from '../acme.ts';
import { errorOf } from '../catch-error.ts';
import { network, open, outsideOf, type Reply, type Sent } from '../fake-network.ts';
import { ManualClock, settle } from '../manual-clock.ts';

type Reader = (sent: Sent, index: number) => Reply | Promise<Reply>;

function listing(reply: Reader, input: Record<string, unknown> = {}, operation: Operation = things, own = account()) {
  const clock = new ManualClock();
  const { fetch, sent } = network(reply);
  const outside = outsideOf(fetch, clock);
  const list = new Listing(operation, directoryOf(outside, [own]).connection(own), input);
  const take = async (wanted = list.wanted) => {
    const batches: Batch[] = [];
    const all = async () => {
      for await (const batch of list.batches(wanted, { at: clock.now() + 20_000 })) batches.push(batch);
    };
    await clock.until(all());
    return { batches, rows: batches.flatMap(({ rows }) => rows) };
  };
  return { clock, list, sent, take };
}

/** A page of a list that has so many rows. */
const pageOf =
  (size: number, row: (index: number) => unknown = index => ({ id: index, name: `thing ${index}` })): Reader =>
  ({ url }) => {
    const [offset, limit] = [Number(url.searchParams.get('offset')), Number(url.searchParams.get('limit'))];
    const rows = Array.from({ length: Math.max(0, Math.min(limit, size - offset)) }, (_, index) => row(offset + index));
    return { body: { rows, total: size } };
  };

describe('a listing', () => {
  it('gives 25 rows where no limit is given, from the offset', async () => {
    const { take, sent } = listing(pageOf(90), { offset: 30 });
    const { rows, batches } = await take();
    expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 25 }, (_, index) => 30 + index));
    expect(batches.at(-1)).toMatchObject({ place: { offset: 55 }, total: 90 });
    expect(sent).toHaveLength(1);
  });

  it("sends its own arguments and the account's, never the common ones", async () => {
    const own = account({ token: 'key-of-acme', user_id: 17 });
    const input = { account: 'acme-one', status: 'active', limit: 3, response_format: 'concise' };
    const { take, sent } = listing(pageOf(90), input, things, own);
    await take();
    expect(Object.fromEntries(sent[0]?.url.searchParams ?? [])).toEqual({
      user_id: '17',
      status: 'active',
      offset: '0',
      limit: '3',
      fields: 'id,name,ip.mode',
    });
    const overriding = listing(pageOf(90), { user_id: 4, fields: ['name'] }, things, own);
    await overriding.take();
    expect(Object.fromEntries(overriding.sent[0]?.url.searchParams ?? [])).toMatchObject({ user_id: '4', fields: 'name' });
  });

  it('asks for no fields by name where all are wanted', async () => {
    const { take, sent } = listing(pageOf(1), { response_format: 'detailed' });
    await take();
    expect(sent[0]?.url.searchParams.has('fields')).toBe(false);
  });

  it('goes on at its own cursor, also with another limit and other fields', async () => {
    const { take, list } = listing(pageOf(60), { status: 'active', limit: 10 });
    const { batches } = await take();
    const cursor = list.cursor(batches.at(-1)?.place ?? { offset: -1, afterFull: false });
    const next = listing(pageOf(60), {
      status: 'active',
      limit: 5,
      cursor,
      fields: ['id'],
      response_format: 'detailed',
      account: 'acme-one',
    });
    expect((await next.take()).rows).toEqual([10, 11, 12, 13, 14].map(id => ({ id })));
  });

  it.each([
    [{ status: 'inactive' }, account()],
    [{ status: 'active', offset: 10 }, account()],
    [{}, account()],
    [{ status: 'active' }, account(undefined, { name: 'other' })],
  ])('refuses its cursor with the arguments %j, before anything is sent', async (input, own) => {
    const cursor = listing(pageOf(60), { status: 'active' }).list.cursor({ offset: 10, afterFull: true });
    const { take, sent } = listing(pageOf(60), { ...input, cursor }, things, own);
    expect(await errorOf(take())).toMatchObject({ code: 'input', details: { field: 'cursor' } });
    expect(sent).toEqual([]);
  });

  it('refuses the cursor of another tool', async () => {
    const cursor = listing(pageOf(60)).list.cursor({ offset: 10, afterFull: true });
    expect((await errorOf(listing(pageOf(60), { cursor }, { ...things, name: 'acme_list_others' }).take())).code).toBe('input');
  });

  it('says what was left out, what came without id, and nothing of secrets', async () => {
    const row = (index: number) => ({ ...(index > 0 && { id: index }), password: 'hunter22', 'new\u001b[31m': 1, name: { a: 1 } });
    const { take, list } = listing(pageOf(3, row), { response_format: 'detailed' });
    const { rows } = await take();
    expect(rows).toEqual([{}, { id: 1 }, { id: 2 }]);
    expect(list.warnings()).toEqual([expect.stringMatching(/: new\ufffd\[31m, name\.$/), '1 row came without id.']);
  });

  it('names few of many new fields, each shortly', async () => {
    const row = (index: number) => ({
      id: index,
      ...Object.fromEntries(Array.from({ length: 34 }, (_, i) => [`${'x'.repeat(90)}${i}`, 1])),
    });
    const { take, list } = listing(pageOf(2, row));
    await take();
    expect(list.warnings()[0]).toMatch(/ and \d+ more\.$/);
    expect(list.warnings()[0]?.length).toBeLessThan(1_600);
  });

  it('says that it stops short of its total, or at a bound', async () => {
    const short = listing(({ url }) => ({ body: { rows: url.searchParams.get('offset') === '0' ? [{ id: 0 }] : [], total: 9 } }));
    await short.take();
    expect(short.list.warnings()).toEqual(['Incomplete: the provider counts 9 rows but gives none after 1.']);
    const bound = listing(pageOf(500), {}, { ...things, lastOffset: 99 });
    await bound.take(Number.POSITIVE_INFINITY);
    expect(bound.list.warnings()).toEqual(['Incomplete: the list goes no further than row 100. Narrow the question with a filter.']);
  });

  it('reads many rows that look alike because one field was asked for', async () => {
    const { take } = listing(
      pageOf(300, () => ({ name: 'alike' })),
      { fields: ['name'] },
    );
    expect((await take(Number.POSITIVE_INFINITY)).rows).toHaveLength(300);
  });

  it.each([undefined, new AbortController().signal])('that is left early aborts its requests (signal of the caller: %o)', async signal => {
    const never = open<Reply>();
    const { clock, list, sent } = listing((request, index) => (index < 2 ? pageOf(900)(request, index) : never.promise));
    for await (const { place } of list.batches(Number.POSITIVE_INFINITY, { at: clock.now() + 20_000, signal })) {
      if (place.offset === 200) break;
    }
    await settle();
    expect(sent.length).toBeGreaterThan(2);
    expect(sent.slice(2).every(request => request.signal.aborted)).toBe(true);
    expect(clock.running).toBe(0);
  });
});

describe('refused arguments', () => {
  const refusing: Reader = (sent, index) => (sent.url.searchParams.get('text') === 'wide' ? { status: 400 } : pageOf(250)(sent, index));
  const narrowing: Operation = { ...things, otherwise: input => (input.text === 'wide' ? { ...input, text: 'narrow' } : undefined) };

  it('are narrowed once, for all later pages too', async () => {
    const { take, sent } = listing(refusing, { text: 'wide' }, narrowing);
    expect((await take(250)).rows).toHaveLength(250);
    expect(sent.map(({ url }) => url.searchParams.get('text'))).toEqual(['wide', 'narrow', 'narrow', 'narrow']);
  });

  it('are an error where nothing narrower is known', async () => {
    const error = await errorOf(listing(refusing, { text: 'wide' }).take());
    expect(error).toBeInstanceOf(LinekeeperError);
    expect(isRecord(error.toData()) && error.code).toBe('input');
  });
});
