// The MCP endpoint of the stack: a function behind the HTTP API, or a web function with an address of its own.
import { listMetadataPaths } from '@linekeeper/mcp';
import { CfnOutput } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Api } from './api.ts';
import type { DeploymentOptions, McpAuth } from './context-options.ts';
import type { FunctionProps, LinekeeperFunction } from './function.ts';
import type { LinekeeperSecret } from './secrets.ts';
import type { McpUserPool } from './user-pool.ts';
import { LinekeeperWebFunction } from './web-function.ts';

/** An HTTP API times out after 30 seconds, a web function by its own timeout. */
const timeoutsInSeconds = { api: 29, web: 60 };

/** What the endpoint reads and signs in by. */
export interface McpEndpointProps extends Pick<DeploymentOptions, 'host' | 'hosts' | 'origins' | 'basePath'> {
  auth: McpAuth;
  api: Api;
  accounts: LinekeeperSecret;
  slack: LinekeeperSecret;
  /** The secret with the bearer tokens, if they sign in. */
  tokens: LinekeeperSecret | undefined;
  pool: McpUserPool | undefined;
  /** Variables besides those of the endpoint. */
  environment: Readonly<Record<string, string>>;
  /** Folder of the built bundles, and the retention of logs. */
  bundle: Pick<FunctionProps, 'assets' | 'logDays'>;
  createFunction(
    id: string,
    name: string,
    options: Pick<FunctionProps, 'environment' | 'description' | 'timeoutSeconds'>,
  ): LinekeeperFunction;
}

/** The function that serves the endpoint: behind the HTTP API, or as a web function. */
export type McpEndpoint = LinekeeperFunction | LinekeeperWebFunction;

/** Creates the endpoint in the stack, with its output. */
export function addMcpEndpoint(scope: Construct, props: McpEndpointProps): McpEndpoint {
  const { api, host, hosts, basePath } = props;
  const [publicHost = api.host] = hosts?.split(',').map(toHost) ?? [];
  const publicUrl = basePath === '' ? undefined : `https://${publicHost}${basePath}`;
  const description = 'Serves MCP over HTTP';
  const environment = createEnvironment(props, publicUrl);
  if (host === 'web') {
    const timeoutSeconds = timeoutsInSeconds.web;
    const web = new LinekeeperWebFunction(scope, 'McpWeb', { ...props.bundle, name: 'mcp-web', description, environment, timeoutSeconds });
    grantSecrets(props, web.role);
    addUrl(scope, publicUrl ?? web.url);
    return web;
  }
  const mcp = props.createFunction('Mcp', 'mcp', { description, environment, timeoutSeconds: timeoutsInSeconds.api });
  grantSecrets(props, mcp.lambda);
  api.addAnyRoute(
    `${basePath}/mcp`,
    mcp,
    'The function verifies the bearer token or the signature of Slack itself, so that its 401 carries the challenge that MCP clients need.',
  );
  if (environment.LINEKEEPER_HTTP_OAUTH !== undefined)
    for (const path of listMetadataPaths(basePath)) api.addAnyRoute(path, mcp, 'Clients read this metadata before they authenticate.');
  addUrl(scope, publicUrl ?? api.url);
  return mcp;
}

/** The host of an entry, which may have a scheme. The entries were validated. */
const toHost = (entry: string): string => new URL(`https://${entry.trim().replace(/^https?:\/\//i, '')}`).host;

function createEnvironment(props: McpEndpointProps, publicUrl: string | undefined): Record<string, string> {
  const { auth, api, accounts, slack, tokens, pool, host, hosts, origins, environment } = props;
  const oauth = pool?.oauthSettings ?? (auth.method === 'issuer' ? auth.oauth : undefined);
  const ownHosts = [...(host === 'api' ? [api.host] : []), ...(hosts === undefined ? [] : [hosts])];
  return {
    ...environment,
    LINEKEEPER_ACCOUNTS_SECRET: accounts.name,
    LINEKEEPER_SLACK_SECRET: slack.name,
    ...(publicUrl !== undefined && { LINEKEEPER_HTTP_URL: publicUrl }),
    ...(ownHosts.length > 0 && { LINEKEEPER_HTTP_HOSTS: ownHosts.join(',') }),
    ...(origins !== undefined && { LINEKEEPER_HTTP_ORIGINS: origins }),
    ...(tokens !== undefined && { LINEKEEPER_MCP_SECRET: tokens.name }),
    ...(oauth !== undefined && { LINEKEEPER_HTTP_OAUTH: oauth }),
  };
}

function grantSecrets({ accounts, slack, tokens }: McpEndpointProps, grantee: IGrantable): void {
  for (const secret of [accounts, slack, tokens]) secret?.grantRead(grantee);
}

const addUrl = (scope: Construct, url: string) => new CfnOutput(scope, 'McpUrl', { value: `${url}/mcp`, description: 'MCP endpoint' });
