// The form of an account, derived from its provider: what must be asked, what may be, and whether an answer is valid.
import { isPlaceholder, type JsonSchema, type KeyGuide, type Provider, placeholderProblem, toJsonSchema } from '@linekeeper/core';

/** One setting of an account, as a form shows it. */
export interface FormField {
  key: string;
  title: string;
  description: string;
  /** The valid values, if there are few. */
  choices: readonly string[] | undefined;
  /** Credentials are not shown while they are typed. */
  secret: boolean;
}

/** The fields of a provider's accounts. */
export interface AccountForm {
  /** Fields that decide which API the account is at. They come first: where a key is made depends on them. */
  api: readonly FormField[];
  /** Alternative sets of credentials, the preferred one first. */
  credentials: readonly (readonly FormField[])[];
  /** Fields that most accounts leave empty. */
  others: readonly FormField[];
}

/** Creates the form of a provider's accounts. */
export function createAccountForm(provider: Provider): AccountForm {
  const keys = provider.credentials.flat();
  const properties = Object.entries(toJsonSchema(provider.settings).properties ?? {});
  const fields = new Map(properties.map(([key, property]) => [key, createField(key, property, keys.includes(key))]));
  const isApi = ({ key, choices = [] }: FormField) => choices.some(choice => provider.baseUrl({ [key]: choice }) !== provider.baseUrl({}));
  const all = [...fields.values()];
  return {
    api: all.filter(isApi),
    credentials: provider.credentials.map(set => set.flatMap(key => fields.get(key) ?? [])),
    others: all.filter(field => !field.secret && !isApi(field)),
  };
}

function createField(key: string, { title = key, description = '', enum: choices }: JsonSchema, secret: boolean): FormField {
  return { key, title, description, choices: choices?.map(String), secret };
}

/** The problem of an answer; undefined if it is valid. The answer is never quoted: it may be a credential. */
export function findProblem(provider: Provider, key: string, value: string): string | undefined {
  if (value.trim() === '') return 'must not be empty';
  if (isPlaceholder(value)) return placeholderProblem;
  const { error } = provider.settings.safeParse({ [key]: value });
  return error?.issues[0]?.message;
}

/** The settings that choose an API of the provider, each with the guide to its keys. APIs that share a guide are one entry. */
export function listKeyGuides(provider: Provider): { names: readonly string[]; guide: KeyGuide }[] {
  const entries: { names: string[]; guide: KeyGuide }[] = [];
  const settings = createAccountForm(provider).api.flatMap(({ key, choices = [] }) =>
    choices.map(choice => [choice, { [key]: choice }] as const),
  );
  for (const [name, values] of settings.length === 0 ? [[provider.name, {}] as const] : settings) {
    const guide = provider.keyGuide?.(values);
    const same = entries.find(entry => entry.guide === guide);
    if (same !== undefined) same.names.push(name);
    else if (guide !== undefined) entries.push({ names: [name], guide });
  }
  return entries;
}
