// The CloudFormation stack: Lambda functions, HTTP API, job queue, secrets, alarms and dashboard.
import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AgentGateway, type GatewayIssuer } from './agent-gateway.ts';
import { Api } from './api.ts';
import type { DeploymentOptions, McpAuth } from './context-options.ts';
import { type FunctionProps, LinekeeperFunction } from './function.ts';
import { HistoryStorage } from './history-storage.ts';
import { JobQueue, maxReceiveCount } from './job-queue.ts';
import { addMcpEndpoint } from './mcp-endpoint.ts';
import { Monitoring } from './monitoring.ts';
import { LinekeeperSecret } from './secrets.ts';
import { McpUserPool } from './user-pool.ts';
import { LinekeeperWebFunction } from './web-function.ts';

/** Deployment options, and where the built functions are. */
export interface LinekeeperStackProps extends DeploymentOptions {
  /** The folder of the built functions. */
  assets: string;
}

/** Function timeouts: Slack waits 3 s for an acknowledgement. */
const timeoutsInSeconds = { slack: 3, worker: 30, tool: 60, snapshot: 300 };

/** Jobs that run in parallel. */
const workerConcurrency = 5;

const accountsExample = '[{"name": "copenhagen", "provider": "telecomx", "token": "…"}]';
const slackExample = '{"signing_secret": "…", "access": [{"team": "T…", "accounts": ["*"]}]}';
const mcpExample = '{"tokens": [{"name": "…", "token": "…", "accounts": ["*"]}]}';

/** The settings of a configured issuer, which were validated. */
const readIssuer = (mcp: McpAuth | undefined): GatewayIssuer | undefined => (mcp?.method === 'issuer' ? JSON.parse(mcp.oauth) : undefined);

type FunctionOptions = Pick<FunctionProps, 'environment' | 'description' | 'timeoutSeconds'> & Partial<FunctionProps>;

/** The whole deployment. An MCP endpoint is part of it only if `props.mcp` is set. */
export class LinekeeperStack extends Stack {
  readonly #props: LinekeeperStackProps;

  constructor(scope: Construct, id: string, props: LinekeeperStackProps) {
    super(scope, id, { description: 'Linekeeper: answers questions about telephony lines in Slack, and for bots and MCP clients' });
    this.#props = props;
    const accounts = this.#createSecret('AccountsSecret', 'accounts', accountsExample);
    const slackSecret = this.#createSecret('SlackSecret', 'slack', slackExample);
    const api = new Api(this, 'Http', props.logDays);
    const store = props.history === undefined ? undefined : new HistoryStorage(this, 'History', props.history);
    const historyEnvironment = store?.readerEnvironment ?? {};
    const jobQueue = new JobQueue(this, 'Questions', timeoutsInSeconds.worker);

    const slack = this.#createFunction('Slack', 'slack', {
      description: 'Verifies and acknowledges Slack requests, and queues their jobs',
      environment: {
        QUEUE_URL: jobQueue.queue.queueUrl,
        LINEKEEPER_SLACK_SECRET: slackSecret.name,
        ...(props.basePath !== '' && { LINEKEEPER_HTTP_URL: `https://${api.host}${props.basePath}` }),
        ...historyEnvironment,
      },
      timeoutSeconds: timeoutsInSeconds.slack,
      reservedConcurrency: 20,
    });
    const worker = this.#createFunction('SlackWorker', 'slack-worker', {
      description: 'Queries the providers and posts the answer to Slack',
      environment: {
        LINEKEEPER_ACCOUNTS_SECRET: accounts.name,
        LINEKEEPER_SLACK_SECRET: slackSecret.name,
        MAX_RECEIVE_COUNT: String(maxReceiveCount),
        ...historyEnvironment,
      },
      timeoutSeconds: timeoutsInSeconds.worker,
      reservedConcurrency: workerConcurrency,
    });
    const tool = this.#createFunction('Tool', 'tool', {
      description: 'Runs a tool for bots, agents and gateways',
      environment: {
        LINEKEEPER_ACCOUNTS_SECRET: accounts.name,
        ...(props.toolAccounts !== undefined && { LINEKEEPER_TOOL_ACCOUNTS: props.toolAccounts }),
        ...historyEnvironment,
      },
      timeoutSeconds: timeoutsInSeconds.tool,
    });
    slackSecret.grantRead(slack.lambda);
    slackSecret.grantRead(worker.lambda);
    accounts.grantRead(worker.lambda);
    accounts.grantRead(tool.lambda);
    jobQueue.queue.grantSendMessages(slack.lambda);
    jobQueue.addConsumer(worker, workerConcurrency);
    const noAuthorizerReason = 'The function verifies the request signature of Slack, which supports no other authentication.';
    for (const path of ['/slack/commands', '/slack/interactivity']) api.addPostRoute(`${props.basePath}${path}`, slack, noAuthorizerReason);

    const pool = props.mcp?.method === 'pool' ? new McpUserPool(this, 'Pool', props.mcp.callbacks, props.groups) : undefined;
    const mcp =
      props.mcp === undefined
        ? undefined
        : addMcpEndpoint(this, {
            ...props,
            auth: props.mcp,
            api,
            accounts,
            slack: slackSecret,
            tokens: props.mcp.method === 'token' ? this.#createSecret('McpSecret', 'mcp', mcpExample) : undefined,
            pool,
            environment: historyEnvironment,
            bundle: { assets: props.assets, logDays: props.logDays },
            createFunction: (...options) => this.#createFunction(...options),
          });
    if (props.gateway) new AgentGateway(this, 'Gateway', tool, store !== undefined, pool?.issuer ?? readIssuer(props.mcp));
    const monitoring = new Monitoring(this, 'Watch', {
      slack,
      worker,
      otherFunctions: [tool, ...(mcp instanceof LinekeeperFunction ? [mcp] : [])],
      jobQueue,
      refusals: api.refusals,
      alarmEmail: props.email,
    });
    if (mcp instanceof LinekeeperWebFunction) monitoring.watchWebFunction(mcp);
    if (store !== undefined && props.history !== undefined) {
      const snapshot = this.#createSnapshotFunction(store, { accounts, slack: slackSecret });
      monitoring.watchSnapshots(snapshot, store.deadLetterQueue, props.history.everyMinutes);
      for (const { lambda } of [worker, tool]) store.grantRead(lambda);
      if (mcp !== undefined) store.grantRead(mcp instanceof LinekeeperFunction ? mcp.lambda : mcp.role);
    }
    new CfnOutput(this, 'SlackUrl', { value: `${api.url}${props.basePath}`, description: 'Base URL for the manifest of the Slack app' });
    new CfnOutput(this, 'ToolFunction', { value: tool.lambda.functionArn, description: 'Function for bots, agents and gateways' });
  }

  #createSecret(id: string, key: keyof DeploymentOptions['secrets'], example: string): LinekeeperSecret {
    return new LinekeeperSecret(this, id, { name: `linekeeper/${key}`, existingName: this.#props.secrets[key], example });
  }

  #createFunction(id: string, name: string, options: FunctionOptions): LinekeeperFunction {
    const { assets, logDays } = this.#props;
    return new LinekeeperFunction(this, id, { assets, logDays, name, memoryMiB: 512, reservedConcurrency: 10, ...options });
  }

  #createSnapshotFunction(store: HistoryStorage, { accounts, slack }: Record<'accounts' | 'slack', LinekeeperSecret>): LinekeeperFunction {
    const snapshot = this.#createFunction('Snapshot', 'snapshot', {
      description: 'Takes a snapshot of all lines, writes what changed, and posts it to Slack',
      environment: { LINEKEEPER_ACCOUNTS_SECRET: accounts.name, LINEKEEPER_SLACK_SECRET: slack.name, ...store.writerEnvironment },
      timeoutSeconds: timeoutsInSeconds.snapshot,
      memoryMiB: 1_024,
      // Two snapshots at once would compare with the same state.
      reservedConcurrency: 1,
    });
    for (const secret of [accounts, slack]) secret.grantRead(snapshot.lambda);
    store.addWriter(snapshot);
    return snapshot;
  }
}
