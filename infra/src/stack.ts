// Everything that is deployed: the functions, the API in front of them, the queue between them, their secrets and who watches.
import { metadataPaths } from '@linekeeper/mcp';
import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Api } from './api.ts';
import type { Options, SignIn } from './context-options.ts';
import { type FunctionProps, LinekeeperFunction } from './function.ts';
import { mostTries, Questions } from './job-queue.ts';
import { Watch } from './monitoring.ts';
import { LinekeeperSecret } from './secrets.ts';
import { Pool } from './user-pool.ts';

export interface StackProps extends Options {
  /** The folder of the built functions. */
  assets: string;
}

/** Seconds of the functions: Slack waits three, a question's answer may take longer, a gateway waits thirty. */
const times = { slack: 3, worker: 30, tool: 60, mcp: 29 };

/** Questions at work at once. */
const workersAtOnce = 5;

const accountsExample = '[{"name": "copenhagen", "provider": "telecomx", "token": "…"}]';
const slackExample = '{"signing_secret": "…", "access": [{"team": "T…", "accounts": ["*"]}]}';
const mcpExample = '{"tokens": [{"name": "…", "token": "…", "accounts": ["*"]}]}';

type Own = Pick<FunctionProps, 'environment' | 'description' | 'seconds'> & Partial<FunctionProps>;

export class LinekeeperStack extends Stack {
  readonly #props: StackProps;

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, { description: 'Linekeeper: questions about telephony lines, in Slack and for other bots' });
    this.#props = props;
    const accounts = this.#secret('AccountsSecret', 'accounts', accountsExample);
    const slackSecret = this.#secret('SlackSecret', 'slack', slackExample);
    const api = new Api(this, 'Http', props.logDays);
    const questions = new Questions(this, 'Questions', times.worker);

    const slack = this.#function('Slack', 'slack', {
      description: 'Verifies what Slack sends, answers what is cheap, queues the rest',
      environment: { QUEUE_URL: questions.queue.queueUrl, LINEKEEPER_SLACK_SECRET: slackSecret.name },
      seconds: times.slack,
      atOnce: 20,
    });
    const worker = this.#function('SlackWorker', 'slack-worker', {
      description: 'Asks the providers and posts the answer to Slack',
      environment: { LINEKEEPER_ACCOUNTS_SECRET: accounts.name, LINEKEEPER_SLACK_SECRET: slackSecret.name, TRIES: String(mostTries) },
      seconds: times.worker,
      atOnce: workersAtOnce,
    });
    const tool = this.#function('Tool', 'tool', {
      description: 'Answers other bots, agents and gateways',
      environment: { LINEKEEPER_ACCOUNTS_SECRET: accounts.name },
      seconds: times.tool,
    });
    slackSecret.grantRead(slack.lambda);
    slackSecret.grantRead(worker.lambda);
    accounts.grantRead(worker.lambda);
    accounts.grantRead(tool.lambda);
    questions.queue.grantSendMessages(slack.lambda);
    questions.feed(worker, workersAtOnce);
    const signed = 'The function itself verifies Slack’s signature; Slack has no other way to sign in.';
    for (const path of ['/slack/commands', '/slack/interactivity']) api.post(path, slack, signed);

    const others = [tool, ...(props.mcp === undefined ? [] : [this.#mcp(props.mcp, api, accounts)])];
    new Watch(this, 'Watch', { slack, worker, others, questions, email: props.email });
    new CfnOutput(this, 'SlackUrl', { value: api.url, description: 'For the manifest of the Slack app' });
    new CfnOutput(this, 'ToolFunction', { value: tool.lambda.functionArn, description: 'For other bots, agents and gateways' });
  }

  #secret(id: string, key: keyof Options['secrets'], example: string): LinekeeperSecret {
    return new LinekeeperSecret(this, id, { name: `linekeeper/${key}`, existing: this.#props.secrets[key], example });
  }

  #function(id: string, name: string, own: Own): LinekeeperFunction {
    const { assets, logDays } = this.#props;
    return new LinekeeperFunction(this, id, { assets, logDays, name, memory: 512, atOnce: 10, ...own });
  }

  #mcp(signIn: SignIn, api: Api, accounts: LinekeeperSecret): LinekeeperFunction {
    const { hosts, origins } = this.#props;
    const tokens = signIn.by === 'token' ? this.#secret('McpSecret', 'mcp', mcpExample) : undefined;
    const oauth =
      signIn.by === 'pool' ? new Pool(this, 'Pool', signIn.callbacks).settings : signIn.by === 'issuer' ? signIn.oauth : undefined;
    const mcp = this.#function('Mcp', 'mcp', {
      description: 'Answers assistants over MCP',
      environment: {
        LINEKEEPER_ACCOUNTS_SECRET: accounts.name,
        LINEKEEPER_HTTP_HOSTS: [api.host, ...(hosts === undefined ? [] : [hosts])].join(','),
        ...(origins !== undefined && { LINEKEEPER_HTTP_ORIGINS: origins }),
        ...(tokens !== undefined && { LINEKEEPER_MCP_SECRET: tokens.name }),
        ...(oauth !== undefined && { LINEKEEPER_HTTP_OAUTH: oauth }),
      },
      seconds: times.mcp,
    });
    accounts.grantRead(mcp.lambda);
    tokens?.grantRead(mcp.lambda);
    api.any('/mcp', mcp, 'The function itself checks the bearer token, so that a refusal says what MCP clients need.');
    if (oauth !== undefined) for (const path of metadataPaths) api.any(path, mcp, 'What a client must read before it can sign in.');
    new CfnOutput(this, 'McpUrl', { value: `${api.url}/mcp`, description: 'For assistants' });
    return mcp;
  }
}
