// Arbitrary filter trees: valid ones, and ones with a single mistake.
import fc from '../random.ts';
import { allOperators, documentedOperators, type FieldType, filterableFields, unfilterableFields } from './sample-pages.ts';

type Node = Record<string, unknown>;

const day = fc.date({ min: new Date('2000-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
const date = day.map(time => time.toISOString().slice(0, 19).replace('T', ' '));
/** Texts that are no number: those are sent in the provider's notation. */
const text = fc.string().filter(one => one.replace(/\D/g, '').length < 3);
const values: Record<FieldType, fc.Arbitrary<unknown>> = {
  number: fc.integer(),
  string: text,
  enum: fc.string(),
  date,
  list: fc.string(),
};

const anyFilterableField = (operation: string) => fc.constantFrom(...Object.entries(filterableFields[operation] ?? {}));

function anyValue(type: FieldType, operator: string): fc.Arbitrary<Node> {
  if (operator === 'in') return fc.array(values[type], { minLength: 1, maxLength: 5 }).map(value => ({ value }));
  const value = values[type].map(one => ({ value: one }));
  return operator === '=' || operator === '!=' ? fc.oneof(value, fc.constant({ value: null }), fc.constant({})) : value;
}

/** A condition that the documentation allows. */
const validCondition = (operation: string): fc.Arbitrary<Node> =>
  anyFilterableField(operation).chain(([field, { type }]) =>
    fc.constantFrom(...documentedOperators[type]).chain(operator => anyValue(type, operator).map(value => ({ field, operator, ...value }))),
  );

const condition = fc.constantFrom('and', 'or');

/** A valid tree of up to five levels. */
export const validFilter = (operation: string): fc.Arbitrary<Node> =>
  fc.letrec<{ node: Node }>(tie => ({
    node: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      validCondition(operation),
      fc.record({ filters: fc.array(tie('node'), { minLength: 1, maxLength: 3 }), condition }),
    ),
  })).node;

/** A tree with one mistake, and words that the error message must have. */
export interface InvalidFilter {
  filter: unknown;
  words: readonly string[];
  /** Valid names, at least one of which the message must have. */
  valid: readonly string[];
}

/** A condition or tree with one mistake. */
function invalidNode(operation: string): fc.Arbitrary<InvalidFilter> {
  const names = Object.keys(filterableFields[operation] ?? {});
  const knownNames = [...names, ...(unfilterableFields[operation] ?? [])];
  const createMistake = (words: readonly string[], filter: fc.Arbitrary<unknown>) =>
    filter.map(node => ({ filter: node, words, valid: words.includes('Valid: ') ? names : words }));
  const unusualName = fc.constantFrom('__proto__', 'constructor', 'toString', 'ip_addresses.ip', 'ID');
  const unknownName = fc.oneof(unusualName, fc.string()).filter(name => !knownNames.includes(name));
  const inner = validFilter(operation);
  const wholeTree = fc.record({ filters: fc.tuple(inner), condition });
  return fc.oneof(
    createMistake(['Valid: '], fc.record({ field: unknownName, operator: fc.constant('='), value: fc.string() })),
    ...(unfilterableFields[operation] ?? []).map(field =>
      createMistake([field, 'Valid: '], fc.constant({ field, operator: '=', value: 1 })),
    ),
    anyFilterableField(operation).chain(([field, { type }]) => {
      const wrongOperators = [
        ...allOperators.filter(operator => !documentedOperators[type].includes(operator)),
        '==',
        'LIKE',
        '',
        7,
        null,
        undefined,
      ];
      const wrongOperator = fc.record({ field: fc.constant(field), operator: fc.constantFrom(...wrongOperators), value: values[type] });
      return createMistake([field, ...documentedOperators[type]], wrongOperator);
    }),
    anyFilterableField(operation).chain(([field, { type }]) =>
      fc.constantFrom(...documentedOperators[type]).chain(operator => {
        const value = fc.constantFrom<unknown>(...getWrongValues(type, operator));
        return createMistake([field, operator], fc.record({ field: fc.constant(field), operator: fc.constant(operator), value }));
      }),
    ),
    createMistake(['valeu', 'value'], addKeys(validCondition(operation), { valeu: 1 })),
    createMistake(['operator', 'condition'], addKeys(wholeTree, { operator: '=' })),
    createMistake(['and', 'or'], addKeys(wholeTree, { condition: undefined })),
    createMistake(['and', 'or'], addKeys(wholeTree, { condition: 'AND' })),
    createMistake(['filters'], addKeys(wholeTree, { filters: undefined })),
    createMistake(['filters'], addKeys(wholeTree, { filters: [] })),
    createMistake(['filters'], addKeys(wholeTree, { filters: { field: 'id', operator: '=', value: 1 } })),
    createMistake(['field', 'operator', 'value'], fc.constantFrom<unknown>(null, 'status = active', 7, [], true)),
  );
}

const addKeys = (nodes: fc.Arbitrary<Node>, more: Node) => nodes.map(node => ({ ...node, ...more }));

function getWrongValues(type: FieldType, operator: string): unknown[] {
  // A text is a list of one, and digits as text are a number.
  const wrong = type === 'number' ? [['1'], 'one', true, {}] : [[1], 1, true, {}];
  if (operator === 'in') return [...wrong, [], [null], null];
  return operator === '=' || operator === '!=' ? wrong : [...wrong, null, undefined];
}

/** A tree with one mistake at any depth. */
export function invalidFilter(operation: string): fc.Arbitrary<InvalidFilter> {
  const layer = fc.record({
    before: fc.array(validFilter(operation), { maxLength: 2 }),
    after: fc.array(validFilter(operation), { maxLength: 2 }),
    condition,
  });
  return fc.tuple(invalidNode(operation), fc.array(layer, { maxLength: 4 })).map(([mistake, layers]) => ({
    ...mistake,
    filter: layers.reduce<unknown>(
      (node, { before, after, condition }) => ({ filters: [...before, node, ...after], condition }),
      mistake.filter,
    ),
  }));
}
