// Recognizes placeholders: values that a host, a template or a copied example left where a real value belongs.

/** A variable that was not replaced, alone or within a value: `${TOKEN}`, `${env:TOKEN}`, `{{token}}`. JSON text, which has quotes, does not match. */
const unreplacedVariable = /^[^"]*(?:\$\{[^{}"]*\}|\{\{[^{}"]*\}\})[^"]*$/;

/** A variable of a shell, as the whole value: `$TOKEN`, `$env:TOKEN`, `%TOKEN%`. Lower case may be part of a real password. */
const shellVariable = /^(?:\$(?:env:)?[A-Z][A-Z0-9_]{2,}|%[A-Z][A-Z0-9_]{2,}%)$/;

/** Text in brackets, as the whole value: `<your-token>`, `[YOUR_TOKEN]`, `__TOKEN__`. */
const bracketed = /^(?:<[a-z][\w .:'/-]*>|\[[a-z][\w .'-]*\]|__[a-z][a-z_]*__)$/i;

/** Separates the words of an example. A text has one reading only: else a long one would take exponential time. */
const gap = '[-_. ]';
const words = `(?:[a-z]|(?<=[a-z])${gap})*?`;
const nouns = '(?:token|key|secret|password|username|login|credentials?|value)';

/** The words of an example value: `YOUR_TOKEN_HERE`, `your-api-key`, `replace_me`, `paste token here`. */
const exampleWords = new RegExp(
  [
    `your${gap}[a-z]+(?:${gap}[a-z]+)*`,
    `(?:your|my)${gap}?${words}${nouns}`,
    `(?:insert|enter|paste|put|add|replace|set)${gap}${words}${nouns}`,
    `(?:[a-z]+${gap})+here`,
    `(?:change|replace|fill)${gap}?(?:me|this|in)`,
    'placeholder|todo|tbd|undefined|null',
    'x{5,}|\\*{3,}|\\.{3,}|…+',
  ]
    .map(pattern => `^(?:${pattern})$`)
    .join('|'),
  'i',
);

/** True if the text, trimmed, is or contains a placeholder instead of a real value. */
export function isPlaceholder(text: string): boolean {
  const value = text.trim();
  return [unreplacedVariable, shellVariable, bracketed, exampleWords].some(pattern => pattern.test(value));
}

/** Completes a sentence about a setting that holds a placeholder. The placeholder itself is not quoted, since a real value may look like one. */
export const placeholderProblem = 'is a placeholder that was not filled in. Set it to the real value, or leave it empty';
