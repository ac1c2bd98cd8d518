// The MCP endpoint of a function, for any host: accounts, sign-in and tools from the function's secrets.
import { type Environment, readAnswerForm, selectConfiguredTools } from '@linekeeper/core';
import { systemClock } from '@linekeeper/core/node';
import {
  type Authenticator,
  createAuthenticator,
  createHttpHandler,
  createServerFactory,
  type HttpSettings,
  parseAuthSecret,
  parseHttpSettings,
  type SignatureVerifier,
} from '@linekeeper/mcp';
import { createSlackIdentity } from '@linekeeper/slack/ack';
import { toolBlocks } from '@linekeeper/slack/blocks';
import packageJson from '../package.json' with { type: 'json' };
import { createAccountsSecret } from './accounts-secret.ts';
import { CachedSecret, type SecretStore } from './cached-secret.ts';
import { createHistory, listDeployedTools } from './history.ts';
import { createSecretsManagerStore } from './secrets-manager.ts';
import { createSlackSecret } from './slack-secret.ts';
import { log } from './telemetry.ts';

/** Lambda limits a response to 6 MB, and the resource is JSON inside a JSON string, where escaping lengthens it. */
const maxResourceBytes = 4_000_000;

/** What depends on the host of the endpoint. */
export interface McpServiceOptions {
  /** Deadline of one tool call. */
  toolTimeoutMs: number;
  /** Whether the host passes on a response while it is written. */
  supportsProgress: boolean;
  /** True if the host routes by its own host name. */
  anyHost?: boolean;
}

/** Creates the handler of requests; `environment` names the secrets and the settings. Throws `config` for invalid settings. */
export function createMcpService(environment: Environment, { anyHost = false, ...limits }: McpServiceOptions) {
  const { LINEKEEPER_ACCOUNTS_SECRET = 'linekeeper/accounts', LINEKEEPER_SLACK_SECRET } = environment;
  const history = createHistory(environment);
  // One client, and so one connection, for all secrets.
  const store = createSecretsManagerStore();
  const accounts = createAccountsSecret(LINEKEEPER_ACCOUNTS_SECRET, store, history);
  const settings = parseHttpSettings(environment);
  return createHttpHandler({
    factory: createServerFactory({
      ...limits,
      tools: selectConfiguredTools(listDeployedTools(history), environment),
      answerForm: readAnswerForm(environment),
      getRegistry: () => accounts.get(),
      version: packageJson.version,
      clock: systemClock,
      maxResourceBytes,
      blocks: toolBlocks,
      log,
    }),
    authenticator: openAuthenticator(settings, environment.LINEKEEPER_MCP_SECRET ?? 'linekeeper/mcp', store),
    verifier: openSlackIdentity(LINEKEEPER_SLACK_SECRET, store),
    hostOriginPolicy: { ...settings, anyHost, loopback: false },
    publicUrl: settings.publicUrl,
    log,
  });
}

/** Authenticates by OAuth if an issuer is configured, otherwise by the bearer tokens in the secret. */
function openAuthenticator(settings: HttpSettings, secretName: string, store: SecretStore): () => Authenticator | Promise<Authenticator> {
  if (settings.oauth !== undefined) {
    const authenticator = createAuthenticator(settings, log);
    return () => authenticator;
  }
  const parse = (text: string) => createAuthenticator(parseAuthSecret(text, secretName), log);
  const secret = new CachedSecret({
    name: secretName,
    store,
    parse,
    failClosed: true,
    clock: systemClock,
    log,
  });
  return () => secret.get();
}

/** Slack's sign-in by the rules of its secret; undefined if the function has none. */
function openSlackIdentity(secretName: string | undefined, store: SecretStore): SignatureVerifier | undefined {
  if (secretName === undefined) return undefined;
  const secret = createSlackSecret(secretName, store);
  return createSlackIdentity(() => secret.get(), systemClock);
}
