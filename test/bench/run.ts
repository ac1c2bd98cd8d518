// Runs the benchmarks that the arguments name, by default all but the long ones. Most results are ratios to a plain SDK server or to plain
// requests; they are printed, not asserted, and written into docs/performance.md.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { benchToolCall } from './call.ts';
import { benchFunctions } from './functions.ts';
import { benchHistory } from './history.ts';
import { benchHttp } from './http.ts';
import { benchList } from './list.ts';
import { formatComparison, mergeMeasurements, readMeasurements } from './measurements.ts';
import { benchNormalization } from './normalize.ts';
import { benchMillion, benchOutput } from './output.ts';
import { writePage } from './page.ts';
import { benchPeople } from './people.ts';
import { benchQuestions } from './questions.ts';
import { figures } from './report.ts';
import { benchSlack } from './slack.ts';
import { benchSlackbot } from './slackbot.ts';
import { benchStart } from './start.ts';
import { benchTokens } from './tokens.ts';
import { benchWebFunction } from './web-function.ts';

const benchmarks: Readonly<Record<string, () => void | Promise<void>>> = {
  start: benchStart,
  normalize: benchNormalization,
  call: benchToolCall,
  list: benchList,
  output: benchOutput,
  tokens: benchTokens,
  questions: benchQuestions,
  history: benchHistory,
  people: benchPeople,
  slack: benchSlack,
  slackbot: benchSlackbot,
  http: benchHttp,
  functions: benchFunctions,
  web: benchWebFunction,
};

/** Those that take minutes. */
const longBenchmarks: typeof benchmarks = { million: benchMillion };

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { long: { type: 'boolean', default: false }, compare: { type: 'string' }, save: { type: 'string' } },
});
const all = { ...benchmarks, ...longBenchmarks };
const names = positionals.length > 0 ? positionals : Object.keys(values.long ? longBenchmarks : benchmarks);
const unknown = names.filter(name => !Object.hasOwn(all, name));
if (unknown.length > 0) throw new Error(`unknown benchmark ${unknown.join(', ')}; there are ${Object.keys(all).join(', ')}`);
const then = values.compare === undefined ? undefined : readMeasurements(values.compare);
if (values.compare !== undefined && then === undefined) throw new Error(`${values.compare} has no figures`);

const saved = `${import.meta.dirname}/figures.json`;

/** Saves the figures so far: an interrupted run keeps what it has measured. */
function save(): void {
  const measurements = mergeMeasurements(figures, readMeasurements(saved));
  for (const file of [saved, ...(values.save === undefined ? [] : [values.save])])
    writeFileSync(file, `${JSON.stringify(measurements, undefined, 2)}\n`);
  writePage(measurements);
}

process.stdout.write(`Node ${process.versions.node}\n\n`);
for (const name of names) {
  await all[name]?.();
  save();
}
if (then !== undefined) process.stdout.write(formatComparison(then, figures));
