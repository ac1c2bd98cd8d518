// Descriptions are written for assistants and name tools; the help names the commands of the shell instead.
import { tools } from '@linekeeper/questions';

/** Replaces the names of tools by their commands: `find_number` by `"find"`. */
export const toShellWords = (text: string): string =>
  text.replace(/\b[a-z]+(?:_[a-z]+)+\b/g, name => {
    const command = tools.find(tool => tool.name === name)?.command;
    return command === undefined ? name : `"${command.join(' ')}"`;
  });
