// Two examples for each command, as people type them.
import type { Tool } from '@linekeeper/core';

/** The examples by command; the lists of providers get theirs from their tool. */
const examples: Readonly<Record<string, readonly string[]>> = {
  '': ['linekeeper lines --sandbox --status down', 'linekeeper find 70 30 50 50 --sandbox'],
  lines: ['linekeeper lines --status down,blocked', "linekeeper lines --owner 'lars hansen' --output lines.csv"],
  find: ['linekeeper find 70 30 50 50', "linekeeper find '+45 70 30 50 50' --format json"],
  audit: ['linekeeper audit --severity critical,warning', 'linekeeper audit --all --fail-on critical'],
  summary: ['linekeeper summary --by account,status', 'linekeeper summary --by owner --format csv'],
  accounts: ['linekeeper accounts', 'linekeeper accounts --fields account,state,error'],
  changes: ['linekeeper changes --since monday --history lines.db', 'linekeeper changes --since 7d --change owner,number'],
  snapshot: ['linekeeper snapshot --history lines.db', 'linekeeper snapshot --sandbox --history sandbox.db'],
  watch: ['linekeeper watch --every 5m --history lines.db', 'linekeeper watch --account moscow --format ndjson'],
  history: ['linekeeper history info --history lines.db', 'linekeeper history prune --before 400d'],
  doctor: ['linekeeper doctor', 'linekeeper doctor --sandbox --verbose'],
  init: ['linekeeper init', 'linekeeper init --print'],
  config: ['linekeeper config claude-code', 'linekeeper config cursor --http https://lines.example/mcp'],
  completion: ['eval "$(linekeeper completion bash)"', 'linekeeper completion fish | source'],
  mcp: ['linekeeper mcp --sandbox', 'linekeeper mcp --http 127.0.0.1:8123'],
  slack: ['linekeeper slack --port 3000', 'linekeeper slack --sandbox'],
  sandbox: ['linekeeper sandbox', 'linekeeper sandbox --port 4010'],
};

/** The examples of a command that is not a list of a provider. */
export const getExamples = (command: string): readonly string[] => examples[command] ?? [];

/** An example that is wider would be broken where a terminal has 80 columns. */
const maxExampleChars = 78;

/** The examples of a tool. */
export function getToolExamples({ command, operation, inputSchema }: Tool): readonly string[] {
  if (operation === undefined) return getExamples(command.join(' '));
  const words = ['linekeeper', ...command, ...(inputSchema.required ?? []).map(() => '510001')].join(' ');
  const exports = [2, 1].map(count => `${words} --all --fields ${operation.columns.slice(0, count).join(',')} --format csv`);
  return [`${words} --limit 5`, exports.find(example => example.length <= maxExampleChars) ?? `${words} --all --format csv`];
}
