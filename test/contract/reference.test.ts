// docs/operations.md says of every operation what its record says, and nothing else.
import { type Fields, fieldNames, helpOf, type Operation } from '@linekeeper/core';
import { operations } from '@linekeeper/providers';
import { tools } from '@linekeeper/questions';
import { describe, expect, it } from 'vitest';

const cell = (text: string) => text.replaceAll('|', '\\|');

function fieldLines(fields: Fields, defaults: readonly string[], prefix = ''): string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    if (field.secret) return [];
    const mark = defaults.includes(prefix + name) ? '✓' : '';
    const line = `| \`${prefix}${name}${field.list ? '[]' : ''}\` | ${cell(field.about)} | ${mark} |`;
    return [line, ...(field.fields === undefined ? [] : fieldLines(field.fields, defaults, `${prefix}${name}.`))];
  });
}

function section(operation: Operation): string {
  const tool = tools.find(({ name }) => name === operation.name);
  const parameters = Object.entries(tool?.inputSchema.properties ?? {});
  const table = (fields: Fields) => ['| field | meaning | concise |', '|---|---|---|', ...fieldLines(fields, operation.columns)];
  return [
    `## ${operation.title}`,
    `\`${operation.name}\` · \`linekeeper ${tool?.command.join(' ')}\` · ${operation.reference}`,
    operation.description,
    [
      '| parameter | meaning |',
      '|---|---|',
      ...parameters.map(([name, property]) => `| \`${name}\` | ${cell(helpOf(name, property, operation))} |`),
    ].join('\n'),
    table(operation.row.fields).join('\n'),
    ...(operation.fullRow === undefined ? [] : ['With `full: true`:', table(operation.fullRow.fields).join('\n')]),
  ].join('\n\n');
}

const head = `# Operations

Made from the records by \`npx -y pnpm@12 snapshots\`; do not edit. Nested fields are dotted, lists marked \`[]\`; ✓ are the default columns.`;

describe('the reference of operations', () => {
  it('is what the records say', async () => {
    await expect(`${[head, ...operations.map(section)].join('\n\n')}\n`).toMatchFileSnapshot('../../docs/operations.md');
  });

  it('names columns that exist', () => {
    for (const { columns, row } of operations) expect(fieldNames(row.fields)).toEqual(expect.arrayContaining([...columns]));
  });
});
