// The definition of a provider: settings, credentials, authentication, and how its errors and quota are read.
import type * as z from 'zod';
import type { LinekeeperError } from '../errors.ts';
import type { RightsReader } from './account-rights.ts';
import type { HttpRequest, HttpResponse } from './http-message.ts';

/** An account's validated settings. Keys are the variables' names without the provider's prefix, in lower case. */
export type Settings = Readonly<Record<string, string | number | undefined>>;

/** A provider: one API with its way to authenticate. Its functions are pure; connections send the requests. */
export interface Provider {
  /** `[a-z]+`: the prefix of its tools, environment variables and shell commands. */
  name: string;
  /** The name that people use. */
  title: string;
  /** The schema of all settings, each with a title and a description. The environment variable of a setting is `NAME_KEY`, in upper case. */
  settings: z.ZodObject;
  /** Alternative sets of settings, each of which suffices to authenticate; the preferred one first. */
  credentials: readonly (readonly string[])[];
  /** The API's base URL, without a trailing `/`. A setting `base_url` overrides it. */
  baseUrl(settings: Settings): string;
  /** ISO 3166 code of the country whose national notation numbers are in; undefined if all numbers are international. */
  country(settings: Settings): string | undefined;
  /**
   * All that may be requested: `GET /path`, or a pattern for the whole of it. A request to anything else throws before it is sent, since some
   * APIs change things by GET, too.
   */
  endpoints: readonly (string | RegExp)[];
  /** What `endpoints` names, if it is not the method and the path. */
  getEndpoint?(request: HttpRequest): string;
  /** Adds the arguments that the account's settings imply (a customer, an agent's user). Arguments that were given win. */
  applyDefaults(input: Input, settings: Settings): Input;
  /** Parameters that reach data of other customers through this account. Callers with access to some accounts only may not use them. */
  crossAccountParameters: readonly string[];
  /** The permanent API key; undefined for an account that logs in. */
  token(settings: Settings): string | undefined;
  /** Adds the API key or session token to a request. */
  authorize(request: HttpRequest, token: string, settings: Settings): HttpRequest;
  /** How an account without a permanent key gets a session token. */
  login?: {
    request(settings: Settings): HttpRequest;
    /** Reads the token from a successful response, or returns the error. `now`: milliseconds since 1970. */
    readToken(body: unknown, now: number): SessionToken | LinekeeperError;
    /** The error of a failed login; undefined to leave it to the provider's `readError`. */
    readError?(response: HttpResponse): LinekeeperError | undefined;
  };
  /** The error that the response reports in the provider's own format; undefined for success, or to leave it to the HTTP status. */
  readError(response: HttpResponse): LinekeeperError | undefined;
  /** The remaining request quota, if the body reports it. */
  readQuota?(body: unknown): Quota | undefined;
  /** How the API tells what the account may read; absent if it does not. */
  rights?: RightsReader<Settings>;
  /** How a user gets the credentials, for `init` and the docs. `settings` may hold what chooses the API, and nothing else. */
  keyGuide?(settings: Settings): KeyGuide;
}

/** How a user gets the credentials of a provider, as the provider's own page says it. */
export interface KeyGuide {
  /** What to do in the provider's client area or API, in order. */
  steps: readonly string[];
  /** Where the client area lists the addresses that may send requests; undefined if the page knows no such list. */
  allowList?: string;
  /** The page that says so. */
  page: string;
  /** What the page leaves open. */
  unknown?: string;
}

/** The members of a provider that take its settings. */
type SettingsReader = 'settings' | 'baseUrl' | 'country' | 'applyDefaults' | 'token' | 'authorize' | 'login' | 'rights' | 'keyGuide';

/** What `defineProvider` takes: a provider whose functions know the types of its settings. */
export interface ProviderDefinition<Shape extends z.ZodRawShape> extends Omit<Provider, SettingsReader> {
  settings: z.ZodObject<Shape>;
  baseUrl(settings: ProviderSettings<Shape>): string;
  country(settings: ProviderSettings<Shape>): string | undefined;
  applyDefaults(input: Input, settings: ProviderSettings<Shape>): Input;
  token(settings: ProviderSettings<Shape>): string | undefined;
  authorize(request: HttpRequest, token: string, settings: ProviderSettings<Shape>): HttpRequest;
  login?: Omit<NonNullable<Provider['login']>, 'request'> & { request(settings: ProviderSettings<Shape>): HttpRequest };
  rights?: RightsReader<ProviderSettings<Shape>>;
  keyGuide?(settings: ProviderSettings<Shape>): KeyGuide;
}

/** The validated settings of an account at one provider. */
type ProviderSettings<Shape extends z.ZodRawShape> = z.output<z.ZodObject<Shape>>;

/**
 * Defines a provider. The types of its settings are checked here and erased from the result, so that providers fit in one array.
 *
 * @example
 * ```ts
 * export const acme = defineProvider({
 *   name: 'acme',
 *   title: 'Acme Telecom',
 *   settings: z.strictObject({
 *     api_key: keySetting().optional().meta({ title: 'API key', description: 'key of a read-only user' }),
 *     base_url: baseUrlSetting().optional(),
 *   }),
 *   credentials: [['api_key']],
 *   baseUrl: () => 'https://api.acme.example',
 *   country: () => 'DK',
 *   endpoints: ['GET /v1/trunks'],
 *   applyDefaults: input => input,
 *   crossAccountParameters: [],
 *   token: ({ api_key }) => api_key,
 *   authorize: (request, token) => ({ ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } }),
 *   readError: ({ status, body }) =>
 *     status === 400 && isRecord(body) && body.error === 'unknown_customer'
 *       ? new LinekeeperError('not_found', 'Unknown customer. Check customer_id.', { field: 'customer_id' })
 *       : undefined,
 * });
 * ```
 */
export function defineProvider<Shape extends z.ZodRawShape>(definition: ProviderDefinition<Shape>): Provider {
  // Accounts are read with `definition.settings` first, so the erased types hold.
  return definition as Provider;
}

/** Arguments of an operation by name, already validated. */
export type Input = Readonly<Record<string, unknown>>;

/** A request quota as the provider reports it. */
export interface Quota {
  /** Requests left until the quota resets. */
  remaining: number;
  /** Seconds until the quota resets. */
  resetS: number;
  /** Requests left of the daily quota. Requests never wait for its reset. */
  dayRemaining?: number | undefined;
}

/** A token that a login returned. */
export interface SessionToken {
  token: string;
  /** Milliseconds from now until it expires; Infinity if it does not. */
  expiresInMs: number;
}
