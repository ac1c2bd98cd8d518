// Descriptions are written for assistants and name tools; the help names the commands of the shell instead.
import { historyTools } from '@linekeeper/history';
import { tools } from '@linekeeper/questions';

/** Replaces the names of tools by their commands: `find_number` by `"find"`. */
export const toShellWords = (text: string): string =>
  text.replace(/\b[a-z]+(?:_[a-z]+)+\b/g, name => {
    const command = [...tools, ...historyTools].find(tool => tool.name === name)?.command;
    return command === undefined ? name : `"${command.join(' ')}"`;
  });
