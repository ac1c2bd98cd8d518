// The synthesized CloudFormation template: permissions, timeouts, encryption, and the context options.
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { optionNames, parseOptions } from '@linekeeper/infra/context-options';
import { LinekeeperStack } from '@linekeeper/infra/stack';
import { tools } from '@linekeeper/questions';
import { App, Validations } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';

const assets = mkdtempSync(`${tmpdir()}/linekeeper-functions-`);
for (const name of ['slack', 'slack-worker', 'tool', 'mcp', 'mcp-web', 'snapshot']) {
  mkdirSync(`${assets}/${name}`);
  writeFileSync(`${assets}/${name}/index.mjs`, `export const handler = '${name}';`);
}

function createApp(context: Record<string, unknown> = {}, folder = assets) {
  const app = new App();
  return { app, stack: new LinekeeperStack(app, 'Linekeeper', { ...parseOptions(context), assets: folder }) };
}

function synthesize(context: Record<string, unknown> = {}, folder = assets) {
  const { app, stack } = createApp(context, folder);
  return { app, stack, template: Template.fromStack(stack) };
}

interface Resource {
  // biome-ignore lint/suspicious/noExplicitAny: the properties depend on the resource type; each test checks those that it reads.
  Properties: any;
}

const resourcesOfType = (template: Template, type: string): [string, Resource][] =>
  Object.entries(template.findResources(type)) as [string, Resource][];

/** The policy statements of a function's role; `id` is the construct id of the function. */
function policyStatements(template: Template, id: string): { Action: string | string[]; Resource: unknown }[] {
  return resourcesOfType(template, 'AWS::IAM::Policy')
    .filter(([name]) => name.startsWith(`${id}Role`))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);
}

const { template } = synthesize();

describe('the functions', () => {
  it('run on Node 24 and arm64, with tracing, their own log group and reserved concurrency', () => {
    const functions = resourcesOfType(template, 'AWS::Lambda::Function');
    expect(functions).toHaveLength(3);
    for (const [, { Properties }] of functions) {
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        TracingConfig: { Mode: 'Active' },
        ReservedConcurrentExecutions: expect.any(Number),
        LoggingConfig: { LogGroup: expect.anything() },
      });
    }
    for (const [, { Properties }] of resourcesOfType(template, 'AWS::Logs::LogGroup')) expect(Properties.RetentionInDays).toBe(90);
  });

  it('have a timeout for their task', () => {
    const seconds = Object.fromEntries(
      resourcesOfType(synthesize({ mcp: 'token' }).template, 'AWS::Lambda::Function').map(([id, { Properties }]) => [
        id.replace(/Function.*/, ''),
        Properties.Timeout,
      ]),
    );
    expect(seconds).toEqual({ Slack: 3, SlackWorker: 30, Tool: 60, Mcp: 29 });
  });

  it('read their own secrets, and no other', () => {
    const secretsOf = (id: string) =>
      policyStatements(template, id)
        .filter(({ Action }) => [Action].flat().includes('secretsmanager:GetSecretValue'))
        .map(({ Resource }) => JSON.stringify(Resource).match(/(Accounts|Slack|Mcp)Secret/)?.[1])
        .sort();
    expect(secretsOf('Slack')).toEqual(['Slack']);
    expect(secretsOf('SlackWorker')).toEqual(['Accounts', 'Slack']);
    expect(secretsOf('Tool')).toEqual(['Accounts']);
  });

  it('have permissions for all resources only to send traces', () => {
    for (const id of ['Slack', 'SlackWorker', 'Tool']) {
      const everywhere = policyStatements(template, id).filter(({ Resource }) => JSON.stringify(Resource).includes('*'));
      expect(everywhere.flatMap(({ Action }) => Action)).toEqual(['xray:PutTraceSegments', 'xray:PutTelemetryRecords']);
    }
    for (const [, { Properties }] of resourcesOfType(template, 'AWS::IAM::Role')) expect(Properties.ManagedPolicyArns).toBeUndefined();
  });

  it('either send to the queue or receive from it', () => {
    const actions = (id: string) =>
      policyStatements(template, id)
        .flatMap(({ Action }) => Action)
        .filter(action => action.startsWith('sqs:'));
    expect(actions('Slack')).toContain('sqs:SendMessage');
    expect(actions('Slack')).not.toContain('sqs:ReceiveMessage');
    expect(actions('SlackWorker')).toContain('sqs:ReceiveMessage');
    expect(actions('SlackWorker')).not.toContain('sqs:SendMessage');
    expect(actions('Tool')).toEqual([]);
  });
});

describe('the queue', () => {
  it('is FIFO, encrypted, and moves a message to the dead-letter queue after three attempts', () => {
    template.resourceCountIs('AWS::SQS::Queue', 2);
    template.allResourcesProperties('AWS::SQS::Queue', { FifoQueue: true, SqsManagedSseEnabled: true });
    template.hasResourceProperties('AWS::SQS::Queue', { VisibilityTimeout: 180, RedrivePolicy: Match.objectLike({ maxReceiveCount: 3 }) });
    for (const [, { Properties }] of resourcesOfType(template, 'AWS::SQS::QueuePolicy'))
      expect(JSON.stringify(Properties)).toContain('"aws:SecureTransport":"false"');
  });

  it('delivers one job at a time to a few workers, and redelivers only failed ones', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 1,
      ScalingConfig: { MaximumConcurrency: 5 },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });
});

describe('the API', () => {
  it('has the two routes for Slack, without a stage in the path, throttled and with an access log', () => {
    expect(
      resourcesOfType(template, 'AWS::ApiGatewayV2::Route')
        .map(([, { Properties }]) => Properties.RouteKey)
        .sort(),
    ).toEqual(['POST /slack/commands', 'POST /slack/interactivity']);
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: '$default',
      DefaultRouteSettings: { ThrottlingBurstLimit: 100, ThrottlingRateLimit: 50 },
      AccessLogSettings: { DestinationArn: Match.anyValue(), Format: Match.not(Match.stringLikeRegexp('body|header|query|querystring')) },
    });
  });
});

const environmentOf = (template: Template, name: string) =>
  resourcesOfType(template, 'AWS::Lambda::Function').find(([id]) => id.startsWith(name))?.[1].Properties.Environment.Variables;

const mcpRoutes = (template: Template) =>
  resourcesOfType(template, 'AWS::ApiGatewayV2::Route')
    .map(([, { Properties }]) => Properties.RouteKey)
    .filter(key => !key.includes('/slack/'))
    .sort();

describe('the MCP endpoint', () => {
  const issuerSettings = { issuer: 'https://id.team.example', audience: 'linekeeper', access: [{ accounts: ['*'] }] };
  const metadata = ['ANY /.well-known/oauth-protected-resource', 'ANY /.well-known/oauth-protected-resource/mcp'];

  it('is absent by default', () => {
    expect(mcpRoutes(template)).toEqual([]);
    expect(environmentOf(template, 'Mcp')).toBeUndefined();
  });

  it('accepts tokens of a secret, created empty, that only its function can read', () => {
    const { template: mcp } = synthesize({ mcp: 'token' });
    expect(mcpRoutes(mcp)).toEqual(['ANY /mcp']);
    expect(environmentOf(mcp, 'Mcp')).toMatchObject({
      LINEKEEPER_ACCOUNTS_SECRET: 'linekeeper/accounts',
      LINEKEEPER_MCP_SECRET: 'linekeeper/mcp',
    });
    const readers = ['Slack', 'SlackWorker', 'Tool', 'Mcp'].filter(id => JSON.stringify(policyStatements(mcp, id)).includes('McpSecret'));
    expect(readers).toEqual(['Mcp']);
    expect(JSON.stringify(mcp.findOutputs('*'))).toMatch(/put-secret-value --secret-id linekeeper\/mcp/);
    expect(JSON.stringify(environmentOf(mcp, 'Mcp').LINEKEEPER_HTTP_HOSTS)).toContain('.execute-api.');
  });

  it('accepts tokens of an issuer, serves the metadata at the well-known paths, and needs no secret', () => {
    const { template: mcp } = synthesize({ mcp: 'oauth', oauth: JSON.stringify(issuerSettings), hosts: 'lines.team.example' });
    expect(mcpRoutes(mcp)).toEqual([...metadata, 'ANY /mcp']);
    expect(JSON.parse(environmentOf(mcp, 'Mcp').LINEKEEPER_HTTP_OAUTH)).toEqual(issuerSettings);
    expect(JSON.stringify(environmentOf(mcp, 'Mcp').LINEKEEPER_HTTP_HOSTS)).toContain(',lines.team.example');
    expect(JSON.stringify(mcp.findResources('AWS::SecretsManager::Secret'))).not.toContain('linekeeper/mcp');
    // In cdk.json, the settings may be a JSON object instead of a string.
    expect(JSON.parse(environmentOf(synthesize({ mcp: 'oauth', oauth: issuerSettings }).template, 'Mcp').LINEKEEPER_HTTP_OAUTH)).toEqual(
      issuerSettings,
    );
  });

  it('accepts tokens of its own user pool, which has no self sign-up', () => {
    const { template: mcp } = synthesize({ mcp: 'oauth', oauth: 'cognito' });
    expect(mcpRoutes(mcp)).toEqual([...metadata, 'ANY /mcp']);
    mcp.hasResourceProperties('AWS::Cognito::UserPool', {
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    });
    mcp.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      CallbackURLs: ['http://localhost:8765/callback'],
      AccessTokenValidity: 60,
    });
    const settings = JSON.stringify(environmentOf(mcp, 'Mcp').LINEKEEPER_HTTP_OAUTH);
    expect(settings).toContain('ProviderURL');
    expect(settings).toContain('linekeeper/read');
    expect(settings).toContain('PoolUsersAssistants');
  });

  it('shows the users of its pool the accounts of their groups', () => {
    const { template: mcp } = synthesize({ mcp: 'oauth', oauth: 'cognito', groups: 'support:copenhagen+moscow,admins:*' });
    const settings = JSON.stringify(environmentOf(mcp, 'Mcp').LINEKEEPER_HTTP_OAUTH).replaceAll('\\', '');
    expect(settings).toContain('[{"groups":["support"],"accounts":["copenhagen","moscow"]},{"groups":["admins"],"accounts":["*"]}]');
    mcp.hasResourceProperties('AWS::Cognito::UserPoolGroup', { GroupName: 'support' });
    const { template: plain } = synthesize({ mcp: 'oauth', oauth: 'cognito' });
    expect(JSON.stringify(environmentOf(plain, 'Mcp').LINEKEEPER_HTTP_OAUTH).replaceAll('\\', '')).toContain(
      '[{"groups":["linekeeper"],"accounts":["*"]}]',
    );
  });

  it('narrows the accounts of the tool function', () => {
    const { template: narrowed } = synthesize({ toolAccounts: 'copenhagen,moscow' });
    expect(environmentOf(narrowed, 'Tool').LINEKEEPER_TOOL_ACCOUNTS).toBe('copenhagen,moscow');
    expect(() => createApp({ toolAccounts: 'Copenhagen' })).toThrow(/toolAccounts=.*names of accounts/);
  });

  it('logs the address of each request, and raises an alarm if many are refused', () => {
    const { template } = synthesize({});
    expect(JSON.stringify(template.findResources('AWS::ApiGatewayV2::Stage'))).toContain('$context.identity.sourceIp');
    template.hasResourceProperties('AWS::Logs::MetricFilter', {
      FilterPattern: '{ ($.status = "401") || ($.status = "403") || ($.status = "429") }',
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'Refusals', Namespace: 'Linekeeper' });
  });

  it('takes the callbacks from the context', () => {
    const callbacks = 'https://assistant.example/callback,http://localhost:9000/callback';
    const { template: mcp } = synthesize({ mcp: 'oauth', oauth: 'cognito', callbacks });
    mcp.hasResourceProperties('AWS::Cognito::UserPoolClient', { CallbackURLs: callbacks.split(',') });
  });
});

describe('a base path', () => {
  const routesOf = (context: Record<string, unknown>) =>
    resourcesOfType(synthesize(context).template, 'AWS::ApiGatewayV2::Route')
      .map(([, { Properties }]) => Properties.RouteKey)
      .sort();
  const oauth = JSON.stringify({ issuer: 'https://id.team.example', audience: 'linekeeper', access: [{ accounts: ['*'] }] });
  const outputOf = (context: Record<string, unknown>, name: string) => JSON.stringify(synthesize(context).template.findOutputs(name));

  it('lies before every route, and before the resource in the metadata', () => {
    expect(routesOf({ basePath: '/phones', mcp: 'oauth', oauth })).toEqual([
      'ANY /.well-known/oauth-protected-resource/phones/mcp',
      'ANY /phones/.well-known/oauth-protected-resource',
      'ANY /phones/.well-known/oauth-protected-resource/mcp',
      'ANY /phones/mcp',
      'POST /phones/slack/commands',
      'POST /phones/slack/interactivity',
    ]);
    expect(routesOf({ basePath: '/a/b' })).toEqual(['POST /a/b/slack/commands', 'POST /a/b/slack/interactivity']);
  });

  it('is told to the functions, and in the outputs, with the public host name', () => {
    const context = { basePath: '/phones', mcp: 'token', hosts: 'lines.example,lines.internal' };
    const { template: based } = synthesize(context);
    expect(environmentOf(based, 'Mcp').LINEKEEPER_HTTP_URL).toBe('https://lines.example/phones');
    expect(JSON.stringify(environmentOf(based, 'Slack').LINEKEEPER_HTTP_URL)).toMatch(/https:.*execute-api.*\/phones/);
    expect(outputOf(context, 'McpUrl')).toContain('"https://lines.example/phones/mcp"');
    expect(outputOf(context, 'SlackUrl')).toMatch(/ApiEndpoint.*\/phones/);
    expect(outputOf({ basePath: '/phones', mcp: 'token' }, 'McpUrl')).toMatch(/execute-api.*\/phones\/mcp/);
    expect(outputOf({ ...context, hosts: 'https://lines.example/' }, 'McpUrl')).toContain('"https://lines.example/phones/mcp"');
    expect(environmentOf(template, 'Slack').LINEKEEPER_HTTP_URL).toBeUndefined();
  });

  it('of a web function needs the name of what stands before it', () => {
    const context = { basePath: '/phones', mcp: 'token', host: 'web' };
    expect(() => synthesize(context)).toThrow(/-c basePath=… with -c host=web needs -c hosts=…/);
    const [revision] = resourcesOfType(synthesize({ ...context, hosts: 'lines.example' }).template, 'AWS::Lambda::WebFunctionRevision');
    expect(revision?.[1].Properties.ServiceConfig.EnvironmentVariables.LINEKEEPER_HTTP_URL).toBe('https://lines.example/phones');
    expect(outputOf({ ...context, hosts: 'lines.example' }, 'McpUrl')).toContain('https://lines.example/phones/mcp');
  });

  it.each(['phones', '/phones/', '/', '/two words', '/{proxy+}'])('is not %s', basePath => {
    expect(() => parseOptions({ basePath })).toThrow(`-c basePath=${basePath}: must be a path without a slash at its end`);
  });
});

describe('the secrets', () => {
  it('are created empty, and are retained when the stack is deleted', () => {
    for (const [, resource] of resourcesOfType(template, 'AWS::SecretsManager::Secret')) {
      expect(resource).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
      expect(Object.keys(resource.Properties)).toEqual(['Name']);
    }
    expect(resourcesOfType(template, 'AWS::SecretsManager::Secret').map(([, { Properties }]) => Properties.Name)).toEqual([
      'linekeeper/accounts',
      'linekeeper/slack',
    ]);
  });

  it('are existing ones if the context names them', () => {
    const { template: existingSecrets } = synthesize({ accountsSecret: 'team/phones', slackSecret: 'team/slack' });
    existingSecrets.resourceCountIs('AWS::SecretsManager::Secret', 0);
    existingSecrets.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: Match.objectLike({ LINEKEEPER_ACCOUNTS_SECRET: 'team/phones', LINEKEEPER_SLACK_SECRET: 'team/slack' }) },
    });
  });

  it('come with an output of the command that fills them', () => {
    const fills = Object.values(template.findOutputs('*'))
      .map(({ Value }) => Value)
      .filter(value => typeof value === 'string');
    expect(fills).toEqual([
      'aws secretsmanager put-secret-value --secret-id linekeeper/accounts --secret-string file://linekeeper-accounts.json',
      'aws secretsmanager put-secret-value --secret-id linekeeper/slack --secret-string file://linekeeper-slack.json',
    ]);
  });
});

describe('the monitoring', () => {
  it('has an alarm for each kind of failure, and mails it if an address is set', () => {
    const alarms = (template: Template) =>
      resourcesOfType(template, 'AWS::CloudWatch::Alarm')
        .map(([id]) => /^Watch([A-Z][A-Za-z]+?)[0-9A-F]{8}$/.exec(id)?.[1])
        .sort();
    expect(alarms(template)).toEqual([
      'AckErrors',
      'AckSlow',
      'AuthFailures',
      'OldestQuestion',
      'OtherErrors',
      'PutAside',
      'Refusals',
      'Throttles',
      'WorkerErrors',
    ]);
    template.resourceCountIs('AWS::CloudWatch::Dashboard', 1);
    template.resourceCountIs('AWS::SNS::Topic', 0);
    const { template: withEmail } = synthesize({ email: 'phones@team.example' });
    withEmail.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'phones@team.example' });
    for (const [, { Properties }] of resourcesOfType(withEmail, 'AWS::CloudWatch::Alarm')) expect(Properties.AlarmActions).toHaveLength(1);
  });
});

describe('the context', () => {
  it.each([
    [{ email: 'phones' }, /-c email=phones: must be an e-mail address/],
    [{ mcp: 'open' }, /-c mcp=open: must be one of /],
    [{ mcp: 'oauth' }, /-c mcp=oauth needs an issuer: -c oauth=cognito/],
    [{ mcp: 'oauth', oauth: '{"issuer":' }, /-c oauth=…: it is not valid JSON/],
    [{ mcp: 'oauth', oauth: '{"issuer": "http://id.team.example"}' }, /-c oauth=…: it: "issuer" must be an https: URL/],
    [{ mcp: 'oauth', oauth: { issuer: 'https://id.team.example', access: [] } }, /it needs "audience" or "clients"/],
    [{ mcp: 'token', oauth: 'cognito' }, /give -c mcp=oauth too/],
    [{ mcp: 'oauth', oauth: 'cognito', callbacks: 'http://evil.example/' }, /-c callbacks=.*: must be addresses with commas/],
    [{ mcp: 'oauth', oauth: 'cognito', callbacks: 'https://a.example/cb,http://evil.example/cb' }, /-c callbacks=/],
    [{ mcp: 'oauth', oauth: 'cognito', callbacks: 'https://a.example/cb,' }, /-c callbacks=/],
    [{ mcp: 'token', hosts: 'two words' }, /-c hosts=…: it: "two words" is not a valid host or origin/],
    [{ mcp: 'token', origins: 'https://*.example' }, /-c origins=…: it: .* is not a valid host or origin/],
    [{ accountsSecret: 'two words' }, /-c accountsSecret=two words: must be the name of a secret/],
    [{ emial: 'phones@team.example' }, /-c emial=…: did you mean email\?/],
    [{ logdays: '30' }, /-c logdays=…: did you mean logDays\?/],
    [{ colour: 'blue' }, /-c colour=…: not an option\. Valid: gateway, host, mcp, .*, historyDays\./],
    [{ owner: 'team' }, /-c owner=…: not an option\. Valid: /],
    [{ mcp: 'oauth', oauth: 'cognto' }, /-c mcp=oauth needs an issuer: -c oauth=cognito/],
    [{ hosts: 'lines.example' }, /-c hosts=… needs -c mcp=token or -c mcp=oauth/],
    [{ mcp: 'oauth', oauth: 'cognito', mcpSecret: 'team/mcp' }, /-c mcpSecret=… needs -c mcp=token/],
    [{ mcp: 'token', callbacks: 'https://a.example/cb' }, /-c callbacks=… needs -c mcp=oauth -c oauth=cognito/],
    [{ logDays: '2' }, /-c logDays=2: must be one of 1, 3, 5/],
    [{ logDays: 'ever' }, /-c logDays=ever: must be one of 1, 3, 5/],
  ])('%j stops the synthesis with the valid values', (context, message) => {
    expect(() => synthesize(context)).toThrow(message);
  });

  it('may hold keys of the CDK, and options without a value', () => {
    const cdkKeys = {
      '@aws-cdk/core:newStyleStackSynthesis': true,
      'aws:cdk:version-reporting': false,
      'availability-zones:account=1:region=eu-west-1': ['eu-west-1a'],
      'acknowledged-issue-numbers': [1],
      'cli-telemetry': false,
    };
    expect(() => createApp({ ...cdkKeys, email: '' })).not.toThrow();
  });

  it('may hold numbers and arrays, as in cdk.json', () => {
    const callbacks = ['https://assistant.example/callback', 'http://localhost:9000/callback'];
    const { template } = synthesize({
      mcp: 'oauth',
      oauth: 'cognito',
      logDays: 30,
      hosts: ['lines.example', 'phones.example'],
      callbacks,
    });
    template.hasResourceProperties('AWS::Cognito::UserPoolClient', { CallbackURLs: callbacks });
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
    expect(JSON.stringify(environmentOf(template, 'Mcp').LINEKEEPER_HTTP_HOSTS)).toContain(',lines.example,phones.example');
  });

  it('needs built functions', () => {
    expect(() => synthesize({}, '/nowhere')).toThrow('The function slack is not built. Run: npx -y pnpm@12 functions');
  });
});

describe('a web function', () => {
  const { template: web } = synthesize({ mcp: 'token', host: 'web', hosts: 'lines.example' });

  it('serves the MCP endpoint at an address of its own, in place of the HTTP API', () => {
    expect(environmentOf(web, 'Mcp')).toBeUndefined();
    expect(JSON.stringify(web.findResources('AWS::ApiGatewayV2::Route'))).not.toContain('/mcp');
    expect(JSON.stringify(web.findOutputs('McpUrl'))).toContain('DomainName');
    template.resourceCountIs('AWS::Lambda::WebFunction', 0);
  });

  it('runs on Node 24 with limits, its own log group, and sign-in by the function', () => {
    const [revision] = resourcesOfType(web, 'AWS::Lambda::WebFunctionRevision');
    expect(revision?.[1].Properties).toMatchObject({
      BuildConfig: { RuntimeConfig: { Runtime: 'nodejs24.x' } },
      ServiceConfig: {
        MaxConcurrencyPerEnvironment: 16,
        TimeoutSeconds: 60,
        EnvironmentVariables: {
          AWS_LAMBDA_NODEJS_ENTRYPOINT: 'index.mjs',
          LINEKEEPER_ACCOUNTS_SECRET: 'linekeeper/accounts',
          LINEKEEPER_SLACK_SECRET: 'linekeeper/slack',
          LINEKEEPER_MCP_SECRET: 'linekeeper/mcp',
          LINEKEEPER_HTTP_HOSTS: 'lines.example',
        },
      },
    });
    web.hasResourceProperties('AWS::Lambda::WebFunctionEndpoint', {
      AuthType: 'ApplicationManaged',
      ScalingConfig: { MaxEnvironments: 5 },
      ThrottleConfig: { RateLimit: 50 },
    });
  });

  it('reads its secrets and writes its log, and nothing else', () => {
    const actions = policyStatements(web, 'McpWeb').flatMap(({ Action }) => Action);
    expect(new Set(actions)).toEqual(
      new Set(['logs:CreateLogStream', 'logs:PutLogEvents', 'secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret']),
    );
  });

  it('raises alarms from what it counts and logs itself', () => {
    const { template: mailed } = synthesize({ mcp: 'token', host: 'web', email: 'phones@team.example' });
    const alarms = resourcesOfType(mailed, 'AWS::CloudWatch::Alarm').filter(([id]) => id.startsWith('WatchMcp'));
    expect(
      alarms.map(([, { Properties }]) => [Properties.MetricName, Properties.Threshold, Properties.AlarmActions.length]).sort(),
    ).toEqual([
      ['McpCrashes', 0, 1],
      ['Refusals', 100, 1],
      ['ServerErrors', 0, 1],
    ]);
    mailed.hasResourceProperties('AWS::Logs::MetricFilter', { FilterPattern: '?"Node.js v" ?"Runtime exited"' });
    expect(resourcesOfType(template, 'AWS::CloudWatch::Alarm').filter(([id]) => id.startsWith('WatchMcp'))).toEqual([]);
  });

  it('reads the history where one is kept', () => {
    const { template: withHistory } = synthesize({ mcp: 'token', host: 'web', history: '15m' });
    const [revision] = resourcesOfType(withHistory, 'AWS::Lambda::WebFunctionRevision');
    expect(revision?.[1].Properties.ServiceConfig.EnvironmentVariables.LINEKEEPER_HISTORY_TABLE).toEqual({
      Ref: expect.stringContaining('HistoryChanges'),
    });
    const statements = policyStatements(withHistory, 'McpWeb').filter(({ Action }) => JSON.stringify(Action).includes('dynamodb:'));
    expect(statements.map(({ Action }) => Action)).toEqual([['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query']]);
    expect(JSON.stringify(statements)).toContain('HistoryChanges');
    expect(JSON.stringify(policyStatements(withHistory, 'McpWeb'))).not.toContain('s3:');
  });

  it('needs an MCP endpoint', () => {
    expect(() => synthesize({ host: 'web' })).toThrow(/-c host=… needs -c mcp=token or -c mcp=oauth/);
    expect(() => synthesize({ mcp: 'token', host: 'edge' })).toThrow(/-c host=edge: must be one of api, web, or left out/);
  });
});

describe('an AgentCore Gateway', () => {
  const getGateway = (context: Record<string, unknown>) =>
    resourcesOfType(synthesize(context).template, 'AWS::BedrockAgentCore::Gateway')[0]?.[1].Properties;

  it('is deployed only if switched on', () => {
    template.resourceCountIs('AWS::BedrockAgentCore::Gateway', 0);
    expect(() => synthesize({ gateway: 'yes' })).toThrow(/-c gateway=yes: must be true, or left out/);
  });

  it('signs in callers by IAM, and speaks the revisions of the server', () => {
    const { AuthorizerType, ProtocolConfiguration } = getGateway({ gateway: 'true' });
    expect(AuthorizerType).toBe('AWS_IAM');
    expect(ProtocolConfiguration.Mcp.SupportedVersions).toEqual(['2026-07-28', '2025-11-25', '2025-06-18']);
  });

  it('checks the tokens of a configured issuer, or of the user pool', () => {
    const oauth = '{"issuer": "https://id.example/", "audience": "linekeeper", "scopes": ["lines"], "access": [{"accounts": ["*"]}]}';
    expect(getGateway({ gateway: 'true', mcp: 'oauth', oauth })).toMatchObject({
      AuthorizerType: 'CUSTOM_JWT',
      AuthorizerConfiguration: {
        CustomJWTAuthorizer: {
          DiscoveryUrl: 'https://id.example/.well-known/openid-configuration',
          AllowedAudience: ['linekeeper'],
          AllowedScopes: ['lines'],
        },
      },
    });
    const { AuthorizerConfiguration } = getGateway({ gateway: 'true', mcp: 'oauth', oauth: 'cognito' });
    expect(AuthorizerConfiguration.CustomJWTAuthorizer).toMatchObject({
      AllowedClients: [expect.anything()],
      AllowedScopes: ['linekeeper/read'],
    });
  });

  it('serves every tool of the function, with valid values in the descriptions', () => {
    const [target] = resourcesOfType(synthesize({ gateway: 'true' }).template, 'AWS::BedrockAgentCore::GatewayTarget');
    const { Lambda } = target?.[1].Properties.TargetConfiguration.Mcp ?? {};
    expect(JSON.stringify(Lambda.LambdaArn)).toContain('ToolFunction');
    const schemas: {
      Name: string;
      InputSchema: { Properties: Record<string, { Type: string; Description: string }>; Required?: string[] };
    }[] = Lambda.ToolSchema.InlinePayload;
    expect(schemas.map(({ Name }) => Name)).toEqual(tools.map(({ name }) => name));
    const [withHistory] = resourcesOfType(synthesize({ gateway: 'true', history: '15m' }).template, 'AWS::BedrockAgentCore::GatewayTarget');
    const { InlinePayload } = withHistory?.[1].Properties.TargetConfiguration.Mcp.Lambda.ToolSchema ?? {};
    expect(InlinePayload.at(-1).Name).toBe('list_changes');
    for (const { Name } of schemas) expect(`linekeeper___${Name}`.length).toBeLessThanOrEqual(64);
    const listLines = schemas.find(({ Name }) => Name === 'list_lines')?.InputSchema;
    expect(listLines?.Properties.status).toMatchObject({ Type: 'array', Description: 'Only these: up, down, blocked, inactive, unknown' });
    expect(schemas.find(({ Name }) => Name === 'find_number')?.InputSchema.Required).toEqual(['number']);
  });

  it('may invoke the function for agents, and nothing else', () => {
    const statements = resourcesOfType(synthesize({ gateway: 'true' }).template, 'AWS::IAM::Policy')
      .filter(([name]) => name.startsWith('GatewayServiceRole'))
      .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);
    expect(statements.map(({ Action }) => Action)).toEqual(['lambda:InvokeFunction']);
    expect(JSON.stringify(statements)).toContain('ToolFunction');
  });
});

describe('the security checks', () => {
  it.each([
    [{}],
    [{ email: 'phones@team.example' }],
    [{ mcp: 'token', history: '15m' }],
    [{ mcp: 'oauth', oauth: 'cognito' }],
    [{ gateway: true }],
    [{ gateway: 'true', mcp: 'oauth', oauth: 'cognito' }],
    [{ host: 'web', mcp: 'token', history: '15m' }],
    [{ basePath: '/phones', mcp: 'oauth', oauth: 'cognito' }],
    [{ host: 'web', mcp: 'oauth', oauth: 'cognito', gateway: 'true' }],
  ])('find nothing unacknowledged with %j', context => {
    const { app } = createApp(context);
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    expect(() => app.synth()).not.toThrow();
  });

  it('fail for an unacknowledged finding', () => {
    const { app, stack } = createApp();
    new Queue(stack, 'Open');
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    expect(() => app.synth()).toThrow();
  });
});

describe('with a history', () => {
  const { template: withHistory } = synthesize({ history: '15m', historyDays: 90 });

  it('takes snapshots on schedule, one at a time', () => {
    withHistory.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(15 minutes)',
      Target: { Input: '{"time":"<aws.scheduler.scheduled-time>"}', DeadLetterConfig: Match.anyValue(), RetryPolicy: Match.anyValue() },
    });
    withHistory.hasResourceProperties('AWS::Lambda::Function', {
      ReservedConcurrentExecutions: 1,
      Environment: { Variables: { LINEKEEPER_HISTORY_DAYS: '90', LINEKEEPER_HISTORY_BUCKET: Match.anyValue() } },
    });
    withHistory.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmDescription: Match.stringLikeRegexp('Two snapshots'),
      EvaluationPeriods: 2,
      Period: 900,
    });
  });

  it('keeps changes in a table that can be restored, and forgets them in time', () => {
    withHistory.hasResource('AWS::DynamoDB::GlobalTable', {
      DeletionPolicy: 'RetainExceptOnCreate',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
        Replicas: [Match.objectLike({ PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } })],
      },
    });
    withHistory.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'RetainExceptOnCreate',
      Properties: {
        VersioningConfiguration: { Status: 'Enabled' },
        PublicAccessBlockConfiguration: Match.objectLike({ BlockPublicAcls: true, RestrictPublicBuckets: true }),
        LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: 90 })] },
      },
    });
  });

  it('lets the other functions read changes, and write none', () => {
    for (const id of ['SlackWorker', 'Tool']) {
      const actions = policyStatements(withHistory, id).flatMap(({ Action }) => Action);
      expect(actions.filter(action => action.startsWith('dynamodb:'))).toEqual([
        'dynamodb:GetItem',
        'dynamodb:BatchGetItem',
        'dynamodb:Query',
      ]);
      expect(actions.filter(action => action.startsWith('s3:'))).toEqual([]);
    }
    const ofSnapshot = policyStatements(withHistory, 'Snapshot').flatMap(({ Action }) => Action);
    expect(ofSnapshot.filter(action => action.startsWith('s3:'))).toEqual(['s3:GetObject', 's3:PutObject']);
  });

  it('lets the function that takes snapshots read the secret of Slack, and no other one that posts nothing', () => {
    withHistory.hasResourceProperties('AWS::Lambda::Function', {
      Description: Match.stringLikeRegexp('Takes a snapshot'),
      Environment: { Variables: Match.objectLike({ LINEKEEPER_SLACK_SECRET: 'linekeeper/slack' }) },
    });
    const countSecrets = (id: string) =>
      policyStatements(withHistory, id).filter(({ Action }) => [Action].flat().includes('secretsmanager:GetSecretValue')).length;
    expect([countSecrets('Snapshot'), countSecrets('Tool')]).toEqual([2, 1]);
  });

  it.each(['4m', '2d', '15', 'often'])('refuses %s', history => {
    expect(() => parseOptions({ history })).toThrow('5m to 1d');
  });

  it('refuses how long to keep what is not kept', () => {
    expect(() => parseOptions({ historyDays: '30' })).toThrow('-c history=15m');
  });
});

it.each(optionNames)('docs/deploy.md says what -c %s means', name => {
  expect(readFileSync(`${import.meta.dirname}/../../docs/deploy.md`, 'utf8')).toContain(`-c ${name}=`);
});
