// Speed as ratios in one run, against a bare server of the same SDK and bare requests. Printed, never asserted.
import { call } from './call.ts';
import { functions } from './functions.ts';
import { http } from './http.ts';
import { list } from './list.ts';
import { questions } from './questions.ts';
import { slack } from './slack.ts';
import { start } from './start.ts';

process.stdout.write(`Node ${process.versions.node}\n\n`);
for (const measure of [start, call, list, questions, slack, http, functions]) await measure();
