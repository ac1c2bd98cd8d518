// Asks for one account: the provider, the credentials, and a name.
import type { KeyGuide, Provider } from '@linekeeper/core';
import { providers } from '@linekeeper/providers';
import { createAccountForm, type FormField, findProblem } from './account-form.ts';
import type { AccountEntry } from './accounts-file.ts';
import type { Prompter } from './prompter.ts';

/** Settings by key, as the user typed them. */
type Answers = Record<string, string>;

/** An account that the user described, and its provider. */
export interface AskedAccount {
  provider: Provider;
  /** The account as the file has it. */
  entry: AccountEntry;
}

/** Asks for an account. Its name differs from `takenNames`. */
export async function askAccount(prompter: Prompter, takenNames: readonly string[]): Promise<AskedAccount> {
  const provider = await askProvider(prompter);
  const form = createAccountForm(provider);
  const settings: Answers = {};
  for (const field of form.api) settings[field.key] = await askField(prompter, provider, field);
  const guide = provider.keyGuide?.(settings);
  if (guide !== undefined) prompter.tell(formatKeyGuide(guide));
  Object.assign(settings, await askCredentials(prompter, provider));
  const wanted =
    form.others.length === 0 ? [] : await prompter.chooseSome('Anything else? Enter goes on without', form.others.map(toChoice));
  for (const field of form.others.filter(({ key }) => wanted.includes(key))) {
    settings[field.key] = await askField(prompter, provider, field);
  }
  const chosenApi = form.api.map(({ key }) => settings[key]).find(value => value !== undefined);
  const name = await askName(prompter, chosenApi ?? provider.name, takenNames);
  return { provider, entry: { name, provider: provider.name, ...settings } };
}

/** Asks for credentials alone, for another try with the same account. */
export async function askCredentials(prompter: Prompter, provider: Provider): Promise<Answers> {
  const sets = createAccountForm(provider).credentials;
  const choices = sets.map((fields, index) => ({ value: String(index), label: fields.map(({ title }) => title).join(' and ') }));
  const chosen = choices.length > 1 ? Number(await prompter.choose('How do you sign in?', choices)) : 0;
  const answers: Answers = {};
  for (const field of sets[chosen] ?? []) answers[field.key] = await askField(prompter, provider, field);
  return answers;
}

async function askProvider(prompter: Prompter): Promise<Provider> {
  const choices = providers.map(provider => {
    const brands = createAccountForm(provider).api.flatMap(({ choices = [] }) => choices.filter(choice => choice !== provider.name));
    return { value: provider.name, label: provider.title, ...(brands.length > 0 && { hint: `also ${brands.join(', ')}` }) };
  });
  const name = await prompter.choose('Which provider?', choices);
  const provider = providers.find(one => one.name === name);
  if (provider === undefined) throw new Error(`${name} was not among the choices`);
  return provider;
}

async function askField(prompter: Prompter, provider: Provider, { key, title, description, choices, secret }: FormField): Promise<string> {
  const message = `${title[0]?.toUpperCase()}${title.slice(1)}: ${description}`;
  if (choices !== undefined) {
    return await prompter.choose(
      message,
      choices.map(value => ({ value, label: value })),
    );
  }
  return await prompter.ask({ message, secret, validate: answer => findProblem(provider, key, answer) });
}

const toChoice = ({ key, title, description }: FormField) => ({ value: key, label: title, hint: description });

function askName(prompter: Prompter, proposed: string, takenNames: readonly string[]): Promise<string> {
  let initialValue = proposed;
  for (let count = 2; takenNames.includes(initialValue); count++) initialValue = `${proposed}-${count}`;
  return prompter.ask({
    message: 'Name of the account, for example the place or the company',
    initialValue,
    validate: answer => {
      if (!/^[a-z0-9-]{1,32}$/.test(answer.trim())) return 'must be 1 to 32 characters of a-z, 0-9 and "-"';
      return takenNames.includes(answer.trim()) ? 'is the name of another account' : undefined;
    },
  });
}

function formatKeyGuide({ steps, allowList, page, unknown }: KeyGuide): string {
  return [
    'Where to get the key:',
    ...steps.map((step, index) => `${index + 1}. ${step}`),
    ...(allowList === undefined ? [] : [`Requests are answered only from addresses on the allow list: ${allowList}.`]),
    ...(unknown === undefined ? [] : [unknown]),
    page,
  ].join('\n');
}
