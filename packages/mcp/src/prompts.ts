// Prompts for frequent questions. Their text tells the model which tools to call.
import { quoteValue, unknownNameMessage } from '@linekeeper/core';
import { type GetPromptResult, type ListPromptsResult, type Prompt, ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';

/** A prompt as it is listed, with the template of its message. */
interface PromptDefinition extends Prompt {
  arguments: { name: string; description: string; required: boolean }[];
  /** The message; values are inserted as JSON strings, so that they cannot end their quotes. */
  render(values: Readonly<Record<string, string>>): string;
}

const accountArgument = { name: 'account', description: 'Only this account; all by default', required: false };

const accountPhrase = ({ account }: Readonly<Record<string, string>>) => (account ? ` in the account ${JSON.stringify(account)}` : '');

const handover =
  'List what must be handed over, blocked or canceled, with account, id and monthly fee. Nothing can be changed from here: say where to do it.';

const renderLeaver = (person: string) =>
  `${JSON.stringify(person)} leaves the company. What do they still have? Call list_lines with owner, in every account, then find_number for each number` +
  ` found, for other lines that route to it (failover, redirection, caller id). If several people have that name, ask me which one. ${handover}`;

const renderAllLeavers = () =>
  'Who has left the company and still has lines? Ask me for the list of everyone who works here, with names and, if I have them, e-mail addresses and ids, unless' +
  ' I gave it already. Call compare_people with it, everyone in one call: a person who is missing from the list counts as a leaver. More than 1,000 people are a file for the shell:' +
  ` linekeeper people FILE. Show the leavers, then the doubtful matches with their reasons, and decide none of those yourself. ${handover}`;

const prompts: readonly PromptDefinition[] = [
  {
    name: 'audit_my_lines',
    title: 'What is wrong with our lines?',
    description: 'All problems, most severe first, with what to do about each',
    arguments: [accountArgument],
    render: values =>
      `What is wrong with our telephone lines${accountPhrase(values)}? Call audit_lines, to the last page. Begin with critical findings; group lines with the same` +
      ' problem, and say for each group what happens to callers and what to do. Say which checks were skipped and why; a skipped check is not a passed one.',
  },
  {
    name: 'leaver_check',
    title: 'Offboard people',
    description: 'What a leaver still has: lines, phones, numbers, and what routes to them; without a name, all leavers',
    arguments: [{ name: 'person', description: 'The name, or the id; left out, everyone is compared', required: false }],
    render: ({ person = '' }) => (person.trim() === '' ? renderAllLeavers() : renderLeaver(person)),
  },
  {
    name: 'find_owner',
    title: 'Who has this number?',
    description: 'Who and what has a number, in any notation',
    arguments: [{ name: 'number', description: 'In any notation: +45 70 30 50 50, 70305050, an extension', required: true }],
    render: ({ number = '' }) =>
      `Who has the number ${JSON.stringify(number)}? Call find_number. Say who it is, in which account, on which kind of line, whether the line is up, and how sure the` +
      ' match is (exact, national or by its last digits). If nothing was found, say which accounts could not be read.',
  },
  {
    name: 'daily_report',
    title: 'How are our lines today?',
    description: 'A short report: how many lines are up and down, what is wrong, which accounts are reachable',
    arguments: [accountArgument],
    render: values =>
      `Write a short report on our telephone lines${accountPhrase(values)} for today. Call list_accounts, summarize_lines by account and status, and audit_lines for severity` +
      ' critical and warning. At most ten sentences and one table: what needs attention today, what is down and who owns it, which accounts could not be read.',
  },
];

/** Handlers of `prompts/list` and `prompts/get`, and the prompts' names. `get` throws `ProtocolError` for an unknown prompt or argument, and for a missing one. */
export function createPromptHandlers() {
  return {
    names: prompts.map(({ name }) => name),
    list: (): ListPromptsResult => ({ prompts: prompts.map(({ render: _, ...prompt }) => prompt) }),
    get(name: string, values: Readonly<Record<string, string>> = {}): GetPromptResult {
      const prompt = prompts.find(definition => definition.name === name);
      if (prompt === undefined) throw invalidParams(`Unknown prompt ${quoteValue(name)}.`);
      const names = prompt.arguments.map(argument => argument.name);
      const unknown = Object.keys(values).find(argument => !names.includes(argument));
      if (unknown !== undefined) throw invalidParams(unknownNameMessage('argument', unknown, names));
      const missing = prompt.arguments.find(argument => argument.required && !values[argument.name]?.trim());
      if (missing !== undefined) throw invalidParams(`The prompt ${name} needs "${missing.name}": ${missing.description}.`);
      return {
        description: prompt.description ?? '',
        messages: [{ role: 'user', content: { type: 'text', text: prompt.render(values) } }],
      };
    },
  };
}

const invalidParams = (message: string) => new ProtocolError(ProtocolErrorCode.InvalidParams, message);
