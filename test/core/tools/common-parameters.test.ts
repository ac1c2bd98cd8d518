// The parameters that every list has, and the view of rows that they choose.
import type { Input, Operation } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { viewOf } from '../../../packages/core/src/listing/projection.ts';
import { withCommonParameters } from '../../../packages/core/src/tools/common-parameters.ts';
import { things } from '../acme.ts';
import { errorOf } from '../catch-error.ts';

const messageOf = async (input: Input) => (await errorOf(() => viewOf(things, input))).message;

describe('the parameters of a list', () => {
  it("are the operation's own and the common ones", () => {
    expect(Object.keys(withCommonParameters(things, 500).shape)).toEqual([
      'account',
      'status',
      'text',
      'full',
      'user_id',
      'fields',
      'response_format',
      'limit',
      'offset',
      'cursor',
    ]);
  });

  it('bound the offset only where the provider does', () => {
    const { lastOffset: _, ...rest } = things;
    const unbound: Operation = rest;
    expect(withCommonParameters(things, 500).safeParse({ offset: 10_001 }).success).toBe(false);
    expect(withCommonParameters(unbound, 500).safeParse({ offset: 10_001 }).success).toBe(true);
  });
});

describe('a view of rows', () => {
  it('is the default columns, or all with `detailed`', () => {
    expect(viewOf(things, {})).toMatchObject({ names: things.columns, columns: things.columns, shape: things.row });
    expect(viewOf(things, { response_format: 'concise' })).toEqual(viewOf(things, {}));
    const { names, columns } = viewOf(things, { response_format: 'detailed' });
    expect(names).toBeUndefined();
    expect(columns).toEqual(['id', 'name', 'tags', 'ip.mode', 'calls.month', 'groups.members', 'contact']);
  });

  it('is the fields that were asked for, before any other wish', () => {
    const view = viewOf(things, { fields: ['ip.mode', 'ip', 'name'], response_format: 'detailed' });
    expect([view.names, view.columns]).toEqual([
      ['ip.mode', 'ip', 'name'],
      ['ip.mode', 'ip', 'name'],
    ]);
  });

  it('is all of the full row with `full: true`, unless fields are asked for', () => {
    expect(viewOf(things, { full: true, response_format: 'concise' })).toMatchObject({
      shape: things.fullRow,
      columns: ['id', 'name', 'depth'],
    });
    expect(viewOf(things, { full: true, fields: ['depth'] })).toMatchObject({ shape: things.fullRow, names: ['depth'] });
    expect(viewOf(things, { full: false })).toEqual(viewOf(things, {}));
  });

  it.each([
    [{ fields: ['nam'] }, 'Unknown field "nam": did you mean name?'],
    [{ fields: ['id', 'ip.mod'] }, 'Unknown field "ip.mod": did you mean ip.mode?'],
    [{ fields: ['password'] }, 'Unknown field "password"'],
    [{ fields: ['ip.pin'] }, 'Unknown field "ip.pin"'],
    [{ fields: ['toString'] }, 'Unknown field "toString"'],
    [{ fields: [''] }, 'Unknown field "".'],
    [{ fields: ['depth'] }, 'Field "depth" comes only with full: true.'],
    [{ fields: ['ip.mode'], full: true }, 'Field "ip.mode" comes only without full.'],
  ])('with %j is refused: %s', async (input, message) => {
    expect(await messageOf(input)).toContain(message);
    expect(await messageOf(input)).not.toMatch(/Valid:.*(password|pin)/);
  });

  it('names the argument at fault, and five fields at most', async () => {
    const error = await errorOf(() => viewOf(things, { fields: ['zzz'] }));
    expect(error).toMatchObject({ code: 'input', details: { field: 'fields' } });
    expect(error.message).toMatch(/ and \d+ more\.$/);
  });
});
