// The questions, and with the list operations the tools, as the surfaces see them.
export { capabilitiesOf } from './capabilities.ts';
export { listTools, questionTools, tools } from './catalog.ts';
export { examine, type Probes, type Step } from './doctor.ts';
export { noAccounts } from './filter.ts';
export { lineFields } from './line-schema.ts';
export { linesById } from './lines-by-id.ts';
export { plainWords } from './person.ts';
export { questions } from './questions.ts';
