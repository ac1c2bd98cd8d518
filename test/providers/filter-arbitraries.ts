// Filter trees, whole and spoiled in one place, as fast-check makes them.
import fc from '../random.ts';
import { everyOperator, filterable, operators, prohibited, type Type } from './sample-pages.ts';

type Node = Record<string, unknown>;

const day = fc.date({ min: new Date('2000-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
const date = day.map(time => time.toISOString().slice(0, 19).replace('T', ' '));
const values: Record<Type, fc.Arbitrary<unknown>> = {
  number: fc.integer(),
  string: fc.string(),
  enum: fc.string(),
  date,
  list: fc.string(),
};

const columnOf = (operation: string) => fc.constantFrom(...Object.entries(filterable[operation] ?? {}));

function valueFor(type: Type, operator: string): fc.Arbitrary<Node> {
  if (operator === 'in') return fc.array(values[type], { minLength: 1, maxLength: 5 }).map(value => ({ value }));
  const value = values[type].map(one => ({ value: one }));
  return operator === '=' || operator === '!=' ? fc.oneof(value, fc.constant({ value: null }), fc.constant({})) : value;
}

/** One condition that the page allows. */
export const simple = (operation: string): fc.Arbitrary<Node> =>
  columnOf(operation).chain(([field, { type }]) =>
    fc.constantFrom(...operators[type]).chain(operator => valueFor(type, operator).map(value => ({ field, operator, ...value }))),
  );

const condition = fc.constantFrom('and', 'or');

/** A tree of up to five levels. */
export const tree = (operation: string): fc.Arbitrary<Node> =>
  fc.letrec<{ node: Node }>(tie => ({
    node: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      simple(operation),
      fc.record({ filters: fc.array(tie('node'), { minLength: 1, maxLength: 3 }), condition }),
    ),
  })).node;

/** A tree with one mistake in it, and words that its refusal owes the caller. */
export interface Spoiled {
  filter: unknown;
  words: readonly string[];
  /** Names of which at least one must be in it. */
  valid: readonly string[];
}

/** One spoiled condition or tree. */
function mistakes(operation: string): fc.Arbitrary<Spoiled> {
  const names = Object.keys(filterable[operation] ?? {});
  const known = [...names, ...(prohibited[operation] ?? [])];
  const spoil = (words: readonly string[], filter: fc.Arbitrary<unknown>) =>
    filter.map(one => ({ filter: one, words, valid: words.includes('Valid: ') ? names : words }));
  const odd = fc.constantFrom('__proto__', 'constructor', 'toString', 'ip_addresses.ip', 'ID');
  const unknown = fc.oneof(odd, fc.string()).filter(name => !known.includes(name));
  const inner = tree(operation);
  const whole = fc.record({ filters: fc.tuple(inner), condition });
  return fc.oneof(
    spoil(['Valid: '], fc.record({ field: unknown, operator: fc.constant('='), value: fc.string() })),
    ...(prohibited[operation] ?? []).map(field => spoil([field, 'Valid: '], fc.constant({ field, operator: '=', value: 1 }))),
    columnOf(operation).chain(([field, { type }]) => {
      const misfits = [...everyOperator.filter(one => !operators[type].includes(one)), '==', 'LIKE', '', 7, null, undefined];
      const misfit = fc.record({ field: fc.constant(field), operator: fc.constantFrom(...misfits), value: values[type] });
      return spoil([field, ...operators[type]], misfit);
    }),
    columnOf(operation).chain(([field, { type }]) =>
      fc.constantFrom(...operators[type]).chain(operator => {
        const value = fc.constantFrom<unknown>(...wrongValues(type, operator));
        return spoil([field, operator], fc.record({ field: fc.constant(field), operator: fc.constant(operator), value }));
      }),
    ),
    spoil(['valeu', 'value'], spread(simple(operation), { valeu: 1 })),
    spoil(['operator', 'condition'], spread(whole, { operator: '=' })),
    spoil(['and', 'or'], spread(whole, { condition: undefined })),
    spoil(['and', 'or'], spread(whole, { condition: 'AND' })),
    spoil(['filters'], spread(whole, { filters: undefined })),
    spoil(['filters'], spread(whole, { filters: [] })),
    spoil(['filters'], spread(whole, { filters: { field: 'id', operator: '=', value: 1 } })),
    spoil(['field', 'operator', 'value'], fc.constantFrom<unknown>(null, 'status = active', 7, [], true)),
  );
}

const spread = (nodes: fc.Arbitrary<Node>, more: Node) => nodes.map(node => ({ ...node, ...more }));

function wrongValues(type: Type, operator: string): unknown[] {
  const wrong = type === 'number' ? [['1'], '1', true, {}] : [[1], 1, true, {}];
  if (operator === 'in') return [...wrong, [], [null], 'x', null];
  return operator === '=' || operator === '!=' ? wrong : [...wrong, null, undefined];
}

/** A mistake at any depth of an otherwise good tree. */
export function spoiled(operation: string): fc.Arbitrary<Spoiled> {
  const layer = fc.record({
    before: fc.array(tree(operation), { maxLength: 2 }),
    after: fc.array(tree(operation), { maxLength: 2 }),
    condition,
  });
  return fc.tuple(mistakes(operation), fc.array(layer, { maxLength: 4 })).map(([mistake, layers]) => ({
    ...mistake,
    filter: layers.reduce<unknown>(
      (node, { before, after, condition }) => ({ filters: [...before, node, ...after], condition }),
      mistake.filter,
    ),
  }));
}
