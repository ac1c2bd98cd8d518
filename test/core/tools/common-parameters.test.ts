// The parameters that every list has, and the projection that they select.
import type { Input, Operation } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { resolveProjection } from '../../../packages/core/src/listing/projection.ts';
import { withCommonParameters } from '../../../packages/core/src/tools/common-parameters.ts';
import { things } from '../acme.ts';
import { catchError } from '../catch-error.ts';

const messageOf = async (input: Input) => (await catchError(() => resolveProjection(things, input))).message;

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
      'where',
      'count_by',
      'limit',
      'offset',
      'cursor',
    ]);
  });

  it('limit the offset only if the provider does', () => {
    const { maxOffset: _, ...rest } = things;
    const unlimited: Operation = rest;
    expect(withCommonParameters(things, 500).safeParse({ offset: 10_001 }).success).toBe(false);
    expect(withCommonParameters(unlimited, 500).safeParse({ offset: 10_001 }).success).toBe(true);
  });
});

describe('a projection', () => {
  it('is the default columns, or all with `detailed`', () => {
    expect(resolveProjection(things, {})).toMatchObject({ selectedFields: things.columns, columns: things.columns, shape: things.row });
    expect(resolveProjection(things, { response_format: 'concise' })).toEqual(resolveProjection(things, {}));
    const { selectedFields, columns } = resolveProjection(things, { response_format: 'detailed' });
    expect(selectedFields).toBeUndefined();
    expect(columns).toEqual(['id', 'name', 'tags', 'ip.mode', 'calls.month', 'groups.members', 'contact']);
  });

  it('is the requested fields, whatever the response format', () => {
    const projection = resolveProjection(things, { fields: ['ip.mode', 'ip', 'name'], response_format: 'detailed' });
    expect([projection.selectedFields, projection.columns]).toEqual([
      ['ip.mode', 'ip', 'name', 'id'],
      ['ip.mode', 'ip', 'name'],
    ]);
  });

  it('is all of the full row with `full: true`, unless fields are requested', () => {
    expect(resolveProjection(things, { full: true, response_format: 'concise' })).toMatchObject({
      shape: things.fullRow,
      columns: ['id', 'name', 'depth'],
    });
    expect(resolveProjection(things, { full: true, fields: ['depth'] })).toMatchObject({
      shape: things.fullRow,
      selectedFields: ['depth', 'id'],
    });
    expect(resolveProjection(things, { full: false })).toEqual(resolveProjection(things, {}));
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
  ])('with %j is rejected: %s', async (input, message) => {
    expect(await messageOf(input)).toContain(message);
    expect(await messageOf(input)).not.toMatch(/Valid:.*(password|pin)/);
  });

  it('names the argument, and five fields at most', async () => {
    const error = await catchError(() => resolveProjection(things, { fields: ['zzz'] }));
    expect(error).toMatchObject({ code: 'input', details: { field: 'fields' } });
    expect(error.message).toMatch(/ and \d+ more\.$/);
  });
});
