// `pnpm campaign [SEED] [PART…]`: the long form of the hostile tests, and its figures in docs/security.md. A seed is printed, and can be
// given again; with the first words of parts, the others keep their figures.
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { surfaces } from './settings.ts';

interface CampaignPart {
  title: string;
  files: readonly string[];
  /** Runs of each property. */
  runs: number;
  /** The surface that meets the faults. */
  surface?: string;
}

const root = `${import.meta.dirname}/../..`;
const page = `${root}/docs/security.md`;
const [startMark, endMark] = ['<!-- figures of pnpm campaign -->', '<!-- end of the figures -->'];
const defaultRuns = { model: 10_000, parsers: 100_000 };

const [seedText, ...wanted] = process.argv.slice(2);
const seed = Number(seedText ?? randomInt(2 ** 31));
if (!Number.isSafeInteger(seed)) throw new Error('usage: pnpm campaign [SEED] [PART…]');
const scale = Number(process.env.CAMPAIGN_SCALE ?? 1);
const parts: readonly CampaignPart[] = [
  {
    title: 'Listings against a model',
    files: ['test/core/listing', 'test/questions/changing-lists.test.ts'],
    runs: defaultRuns.model * scale,
  },
  { title: 'Parsers with fuzzed inputs', files: ['test/campaign/parsers.test.ts'], runs: defaultRuns.parsers * scale },
  { title: 'Regular expressions', files: ['test/campaign/regular-expressions.test.ts'], runs: 100 },
  ...surfaces.map(surface => ({ title: `Faults, ${surface}`, files: ['test/campaign/faults.test.ts'], runs: 100, surface })),
  { title: 'Load with faults', files: ['test/campaign/load.test.ts'], runs: 100 },
];

const isWanted = ({ title }: CampaignPart) =>
  wanted.length === 0 || wanted.some(word => title.toLowerCase().startsWith(word.toLowerCase()));

process.stdout.write(`Campaign with the seed ${seed}. To repeat it: npx -y pnpm@12 campaign ${seed}\n`);
// Each part is written when it ends: the figures of a campaign that is stopped remain.
const results = parts.filter(isWanted).map(part => writeRow(part.title, runPart(part)));
process.exitCode = results.every(({ holds }) => holds) ? 0 : 1;

interface PartResult {
  holds: boolean;
  row: string;
}

function runPart({ title, files, runs, surface }: CampaignPart): PartResult {
  const figuresFile = join(mkdtempSync(join(tmpdir(), 'linekeeper-campaign-')), 'figures');
  writeFileSync(figuresFile, '');
  const count = Math.max(1, Math.round(runs));
  const environment = {
    ...process.env,
    CAMPAIGN_SEED: String(seed),
    CAMPAIGN_RUNS: String(count),
    CAMPAIGN_FIGURES: figuresFile,
    ...(surface !== undefined && { CAMPAIGN_SURFACE: surface }),
  };
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', ...files, '--testTimeout', '3600000', '--reporter', 'verbose'];
  const { status } = spawnSync(process.execPath, vitest, { cwd: root, env: environment, stdio: 'inherit' });
  const figures = readFileSync(figuresFile, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line): string => JSON.parse(line).figure);
  const described = figures.length > 0 ? figures.join('; ') : `${count} runs of each property that does not set its own number`;
  return { holds: status === 0, row: `| ${title} | ${status === 0 ? 'holds' : '**fails**'} | ${described} |` };
}

/** Replaces the row of a part in the page. The other rows stay. */
function writeRow(title: string, result: PartResult): PartResult {
  const [before = '', rest = ''] = readFileSync(page, 'utf8').split(startMark);
  const [previous = '', after = ''] = rest.split(endMark);
  const findRow = (name: string) => previous.split('\n').find(line => line.startsWith(`| ${name} |`)) ?? `| ${name} | not run | |`;
  const rows = parts.map(part => (part.title === title ? result.row : findRow(part.title)));
  const table = ['| part | result | figures |', '|---|---|---|', ...rows].join('\n');
  writeFileSync(page, `${before}${startMark}\n\nSeed ${seed}, Node ${process.versions.node}:\n\n${table}\n\n${endMark}${after}`);
  return result;
}
