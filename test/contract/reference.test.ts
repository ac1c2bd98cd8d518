// docs/operations.md is generated from the operation definitions.
import { describeParameter, type Enrichment, type Fields, type Operation } from '@linekeeper/core';
import { operations } from '@linekeeper/providers';
import { tools } from '@linekeeper/questions';
import { describe, expect, it } from 'vitest';
import { getFieldNames } from '../../packages/core/src/model/fields.ts';

const escapeCell = (text: string) => text.replaceAll('|', '\\|');

function renderFieldRows(fields: Fields, defaults: readonly string[], prefix = ''): string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    if (field.secret) return [];
    const mark = defaults.includes(prefix + name) ? '✓' : '';
    const row = `| \`${prefix}${name}${field.list ? '[]' : ''}\` | ${escapeCell(field.description)} | ${mark} |`;
    return [row, ...(field.fields === undefined ? [] : renderFieldRows(field.fields, defaults, `${prefix}${name}.`))];
  });
}

function renderSection(operation: Operation): string {
  const tool = tools.find(({ name }) => name === operation.name);
  const parameters = Object.entries(tool?.inputSchema.properties ?? {});
  const table = (fields: Fields) => ['| field | meaning | concise |', '|---|---|---|', ...renderFieldRows(fields, operation.columns)];
  const enrichedTable = ({ fields, columns }: Enrichment) =>
    ['| field | meaning | concise |', '|---|---|---|', ...renderFieldRows(fields, columns)].join('\n');
  return [
    `## ${operation.title}`,
    `\`${operation.name}\` · \`linekeeper ${tool?.command.join(' ')}\` · ${operation.reference}`,
    operation.description,
    [
      '| parameter | meaning |',
      '|---|---|',
      ...parameters.map(([name, property]) => `| \`${name}\` | ${escapeCell(describeParameter(name, property, operation))} |`),
    ].join('\n'),
    table(operation.row.fields).join('\n'),
    ...(operation.enrichment === undefined ? [] : ['With `enrich: true`, a request for each row:', enrichedTable(operation.enrichment)]),
    ...(operation.fullRow === undefined ? [] : ['With `full: true`:', table(operation.fullRow.fields).join('\n')]),
  ].join('\n\n');
}

const header = `# Operations

Generated from the operation definitions by \`npx -y pnpm@12 snapshots\`; do not edit. Nested fields are dotted, lists marked \`[]\`; ✓ marks the default columns.`;

describe('the reference of operations', () => {
  it('matches the operation definitions', async () => {
    await expect(`${[header, ...operations.map(renderSection)].join('\n\n')}\n`).toMatchFileSnapshot('../../docs/operations.md');
  });

  it('has default columns that exist', () => {
    for (const { columns, row } of operations) expect(getFieldNames(row.fields)).toEqual(expect.arrayContaining([...columns]));
  });
});
