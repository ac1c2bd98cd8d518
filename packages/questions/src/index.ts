// The questions, and with the list operations the tools, as the surfaces see them.
export { capabilitiesOf } from './capabilities.ts';
export { listTools, questions, questionTools, tools } from './catalog.ts';
export { examine, type Probes, type Step } from './doctor.ts';
export { noAccounts } from './lines/filters.ts';
export { lineFields } from './lines/line-schema.ts';
export { plainWords } from './lines/person-names.ts';
export { linesById } from './lines-by-id.ts';
