// The questions, and with the list operations the tools, as the surfaces see them.
export { listTools, questionTools, tools } from './catalog.ts';
export { examine, type Probes, type Step } from './doctor.ts';
export { noAccounts } from './filter.ts';
export { questions } from './questions.ts';
