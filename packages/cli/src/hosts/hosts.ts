// The hosts of `linekeeper config`, by the word that the command takes.
import { claudeCode, codex, copilotCli, geminiCli } from './command-hosts.ts';
import { claudeDesktop, cursor, json, vscode, windsurf, zed } from './file-hosts.ts';
import type { Host } from './host.ts';

/** All hosts, in the order of the help. */
export const hosts: Readonly<Record<string, Host>> = {
  'claude-code': claudeCode,
  'claude-desktop': claudeDesktop,
  cursor,
  vscode,
  codex,
  'gemini-cli': geminiCli,
  'copilot-cli': copilotCli,
  windsurf,
  zed,
  json,
};
