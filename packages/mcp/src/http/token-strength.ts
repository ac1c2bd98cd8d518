// Rejects bearer tokens that can be guessed: short ones, those of examples among them. Placeholders are rejected where settings are read.
import { LinekeeperError } from '@linekeeper/core';

const minTokenChars = 16;

/** Throws `config` for a token that others than this machine could guess. `where` names the setting. */
export function rejectWeakTokens(tokens: readonly { name: string; token: string }[], where: string): void {
  const weak = tokens.find(({ token }) => token.length < minTokenChars);
  if (weak === undefined) return;
  throw new LinekeeperError(
    'config',
    `${where}: the token of "${weak.name}" has fewer than ${minTokenChars} characters, and other machines can reach the server. Make one with: openssl rand -base64 32`,
  );
}
