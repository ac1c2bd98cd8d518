// Public API of the package: the tools, and what the MCP, Slack and shell packages use of the questions.
export { severities } from './audit/check.ts';
export { getCapabilities } from './capabilities.ts';
export { listTools, questions, questionTools, tools } from './catalog.ts';
export { type DiagnosticStep, diagnose, type NetworkProbes } from './doctor.ts';
export { columnDescriptions } from './lines/column-descriptions.ts';
export { accountsMissingError } from './lines/filters.ts';
export { lineFields } from './lines/line-schema.ts';
export { normalizeWords } from './lines/person-names.ts';
export { getLinesById } from './lines-by-id.ts';
export { createPeopleQuestion } from './people/compare-people.ts';
export type { Person } from './people/person.ts';
