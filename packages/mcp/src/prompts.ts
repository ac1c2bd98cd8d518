// Prompts: questions that people ask often, written once. What they say names the tools that answer.
import { quoted, unknownName } from '@linekeeper/core';
import { type GetPromptResult, type ListPromptsResult, type Prompt, ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';

interface Written extends Prompt {
  arguments: { name: string; description: string; required: boolean }[];
  text(given: Readonly<Record<string, string>>): string;
}

const account = { name: 'account', description: 'Only this account; all by default', required: false };

const within = ({ account }: Readonly<Record<string, string>>) => (account ? ` in the account ${JSON.stringify(account)}` : '');

const prompts: readonly Written[] = [
  {
    name: 'audit_my_lines',
    title: 'What is wrong with our lines?',
    description: 'Everything that is wrong, the worst first, with what to do about it',
    arguments: [account],
    text: given =>
      `What is wrong with our telephone lines${within(given)}? Ask audit_lines, to the last page. Begin with what is critical; put lines with the same` +
      ' trouble together, and say for each group what happens to callers and what to do. Say which checks were skipped and why; a skipped check is not a passed one.',
  },
  {
    name: 'leaver_check',
    title: 'Somebody leaves',
    description: 'What a person who leaves still has: lines, phones, numbers, and what leads to them',
    arguments: [{ name: 'person', description: 'The name, or the id', required: true }],
    text: ({ person = '' }) =>
      `${JSON.stringify(person)} leaves the company. What do they still have? Ask list_lines with owner, in every account, then find_number for each number` +
      ' found, for other lines that lead to it (failover, redirection, caller id). If several people are called that, ask me which one. List what must be handed' +
      ' over, blocked or cancelled, with account, id and monthly fee. Nothing can be changed from here: say where it is done.',
  },
  {
    name: 'find_owner',
    title: 'Who has this number?',
    description: 'Who and what has a number, in any notation',
    arguments: [{ name: 'number', description: 'As it is written or spoken: +45 70 30 50 50, 70305050, an extension', required: true }],
    text: ({ number = '' }) =>
      `Who has the number ${JSON.stringify(number)}? Ask find_number. Say who it is, in which account, on which kind of line, whether the line is up, and how sure the` +
      ' match is (exact, national or by its last digits). If nothing was found, say which accounts could not be asked.',
  },
  {
    name: 'daily_report',
    title: 'How are our lines today?',
    description: 'A short report: how many lines are up and down, what is wrong, which accounts answer',
    arguments: [account],
    text: given =>
      `Write a short report on our telephone lines${within(given)} for today. Ask list_accounts, summarize_lines by account and status, and audit_lines for severity` +
      ' critical and warning. At most ten sentences and one table: what needs somebody today, what is down and whose it is, which accounts did not answer.',
  },
];

export function promptHandlers() {
  return {
    names: prompts.map(({ name }) => name),
    list: (): ListPromptsResult => ({ prompts: prompts.map(({ text: _, ...prompt }) => prompt) }),
    get(name: string, given: Readonly<Record<string, string>> = {}): GetPromptResult {
      const prompt = prompts.find(known => known.name === name);
      if (prompt === undefined) throw invalid(`There is no prompt ${quoted(name)}.`);
      const names = prompt.arguments.map(argument => argument.name);
      const unknown = Object.keys(given).find(argument => !names.includes(argument));
      if (unknown !== undefined) throw invalid(unknownName('argument', unknown, names));
      const missing = prompt.arguments.find(argument => argument.required && !given[argument.name]?.trim());
      if (missing !== undefined) throw invalid(`The prompt ${name} needs "${missing.name}": ${missing.description}.`);
      return {
        description: prompt.description ?? '',
        messages: [{ role: 'user', content: { type: 'text', text: prompt.text(given) } }],
      };
    },
  };
}

const invalid = (message: string) => new ProtocolError(ProtocolErrorCode.InvalidParams, message);
