// What is deployed, read off the synthesized template: rights, times, encryption, and what a context may choose.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { optionsIn } from '@linekeeper/infra/context-options';
import { LinekeeperStack } from '@linekeeper/infra/stack';
import { App, Validations } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';

const assets = mkdtempSync(`${tmpdir()}/linekeeper-functions-`);
for (const name of ['slack', 'slack-worker', 'tool', 'mcp']) {
  mkdirSync(`${assets}/${name}`);
  writeFileSync(`${assets}/${name}/index.mjs`, `export const handler = '${name}';`);
}

function appWith(context: Record<string, unknown> = {}, folder = assets) {
  const app = new App();
  return { app, stack: new LinekeeperStack(app, 'Linekeeper', { ...optionsIn(context), assets: folder }) };
}

function stackWith(context: Record<string, unknown> = {}, folder = assets) {
  const { app, stack } = appWith(context, folder);
  return { app, stack, template: Template.fromStack(stack) };
}

interface Resource {
  // biome-ignore lint/suspicious/noExplicitAny: a template is whatever was synthesized; each test says what it must be.
  Properties: any;
}

const of = (template: Template, type: string): [string, Resource][] => Object.entries(template.findResources(type)) as [string, Resource][];

/** The statements of a function's role, by the beginning of its id. */
function statementsOf(template: Template, id: string): { Action: string | string[]; Resource: unknown }[] {
  return of(template, 'AWS::IAM::Policy')
    .filter(([name]) => name.startsWith(`${id}Role`))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);
}

const { template } = stackWith();

describe('the functions', () => {
  it('run on Node 24 and arm64, with traces, a log of their own and a bound', () => {
    const functions = of(template, 'AWS::Lambda::Function');
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
    for (const [, { Properties }] of of(template, 'AWS::Logs::LogGroup')) expect(Properties.RetentionInDays).toBe(90);
  });

  it('have time for what they do', () => {
    const seconds = Object.fromEntries(
      of(stackWith({ mcp: 'token' }).template, 'AWS::Lambda::Function').map(([id, { Properties }]) => [
        id.replace(/Function.*/, ''),
        Properties.Timeout,
      ]),
    );
    expect(seconds).toEqual({ Slack: 3, SlackWorker: 30, Tool: 60, Mcp: 29 });
  });

  it('read their own secrets, and no other', () => {
    const secretsOf = (id: string) =>
      statementsOf(template, id)
        .filter(({ Action }) => [Action].flat().includes('secretsmanager:GetSecretValue'))
        .map(({ Resource }) => JSON.stringify(Resource).match(/(Accounts|Slack|Mcp)Secret/)?.[1])
        .sort();
    expect(secretsOf('Slack')).toEqual(['Slack']);
    expect(secretsOf('SlackWorker')).toEqual(['Accounts', 'Slack']);
    expect(secretsOf('Tool')).toEqual(['Accounts']);
  });

  it('may do nothing everywhere but send traces', () => {
    for (const id of ['Slack', 'SlackWorker', 'Tool']) {
      const everywhere = statementsOf(template, id).filter(({ Resource }) => JSON.stringify(Resource).includes('*'));
      expect(everywhere.flatMap(({ Action }) => Action)).toEqual(['xray:PutTraceSegments', 'xray:PutTelemetryRecords']);
    }
    for (const [, { Properties }] of of(template, 'AWS::IAM::Role')) expect(Properties.ManagedPolicyArns).toBeUndefined();
  });

  it('send to the queue, or take from it', () => {
    const actions = (id: string) =>
      statementsOf(template, id)
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
  it('is first in, first out, encrypted, and puts a question aside after three tries', () => {
    template.resourceCountIs('AWS::SQS::Queue', 2);
    template.allResourcesProperties('AWS::SQS::Queue', { FifoQueue: true, SqsManagedSseEnabled: true });
    template.hasResourceProperties('AWS::SQS::Queue', { VisibilityTimeout: 180, RedrivePolicy: Match.objectLike({ maxReceiveCount: 3 }) });
    for (const [, { Properties }] of of(template, 'AWS::SQS::QueuePolicy'))
      expect(JSON.stringify(Properties)).toContain('"aws:SecureTransport":"false"');
  });

  it('feeds one question at a time to a few workers, and takes back only what failed', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 1,
      ScalingConfig: { MaximumConcurrency: 5 },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });
});

describe('the API', () => {
  it('has Slack’s two routes, without a stage in the path, throttled and with a log', () => {
    expect(
      of(template, 'AWS::ApiGatewayV2::Route')
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

const variablesOf = (own: Template, name: string) =>
  of(own, 'AWS::Lambda::Function').find(([id]) => id.startsWith(name))?.[1].Properties.Environment.Variables;

const routesOf = (own: Template) =>
  of(own, 'AWS::ApiGatewayV2::Route')
    .map(([, { Properties }]) => Properties.RouteKey)
    .filter(key => !key.includes('/slack/'))
    .sort();

describe('the MCP endpoint', () => {
  const own = { issuer: 'https://id.team.example', audience: 'linekeeper', access: [{ accounts: ['*'] }] };
  const metadata = ['ANY /.well-known/oauth-protected-resource', 'ANY /.well-known/oauth-protected-resource/mcp'];

  it('is not there unless it is asked for', () => {
    expect(routesOf(template)).toEqual([]);
    expect(variablesOf(template, 'Mcp')).toBeUndefined();
  });

  it('takes tokens of a secret, created empty, that its function alone may read', () => {
    const { template: mcp } = stackWith({ mcp: 'token' });
    expect(routesOf(mcp)).toEqual(['ANY /mcp']);
    expect(variablesOf(mcp, 'Mcp')).toMatchObject({
      LINEKEEPER_ACCOUNTS_SECRET: 'linekeeper/accounts',
      LINEKEEPER_MCP_SECRET: 'linekeeper/mcp',
    });
    const readers = ['Slack', 'SlackWorker', 'Tool', 'Mcp'].filter(id => JSON.stringify(statementsOf(mcp, id)).includes('McpSecret'));
    expect(readers).toEqual(['Mcp']);
    expect(JSON.stringify(mcp.findOutputs('*'))).toMatch(/put-secret-value --secret-id linekeeper\/mcp/);
    expect(JSON.stringify(variablesOf(mcp, 'Mcp').LINEKEEPER_HTTP_HOSTS)).toContain('.execute-api.');
  });

  it('takes tokens of an issuer, with the metadata where clients look for it, and needs no secret', () => {
    const { template: mcp } = stackWith({ mcp: 'oauth', oauth: JSON.stringify(own), hosts: 'lines.team.example' });
    expect(routesOf(mcp)).toEqual([...metadata, 'ANY /mcp']);
    expect(JSON.parse(variablesOf(mcp, 'Mcp').LINEKEEPER_HTTP_OAUTH)).toEqual(own);
    expect(JSON.stringify(variablesOf(mcp, 'Mcp').LINEKEEPER_HTTP_HOSTS)).toContain(',lines.team.example');
    expect(JSON.stringify(mcp.findResources('AWS::SecretsManager::Secret'))).not.toContain('linekeeper/mcp');
    // In cdk.json it is written without quotes around it.
    expect(JSON.parse(variablesOf(stackWith({ mcp: 'oauth', oauth: own }).template, 'Mcp').LINEKEEPER_HTTP_OAUTH)).toEqual(own);
  });

  it('takes tokens of a pool of its own, in which nobody can sign up', () => {
    const { template: mcp } = stackWith({ mcp: 'oauth', oauth: 'cognito' });
    expect(routesOf(mcp)).toEqual([...metadata, 'ANY /mcp']);
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
    const settings = JSON.stringify(variablesOf(mcp, 'Mcp').LINEKEEPER_HTTP_OAUTH);
    expect(settings).toContain('ProviderURL');
    expect(settings).toContain('linekeeper/read');
    expect(settings).toContain('PoolUsersAssistants');
  });

  it('is given its callbacks by context', () => {
    const callbacks = 'https://assistant.example/callback,http://localhost:9000/callback';
    const { template: mcp } = stackWith({ mcp: 'oauth', oauth: 'cognito', callbacks });
    mcp.hasResourceProperties('AWS::Cognito::UserPoolClient', { CallbackURLs: callbacks.split(',') });
  });
});

describe('the secrets', () => {
  it('are created empty, and outlive the stack', () => {
    for (const [, resource] of of(template, 'AWS::SecretsManager::Secret')) {
      expect(resource).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
      expect(Object.keys(resource.Properties)).toEqual(['Name']);
    }
    expect(of(template, 'AWS::SecretsManager::Secret').map(([, { Properties }]) => Properties.Name)).toEqual([
      'linekeeper/accounts',
      'linekeeper/slack',
    ]);
  });

  it('are existing ones where the context names them', () => {
    const { template: own } = stackWith({ accountsSecret: 'team/phones', slackSecret: 'team/slack' });
    own.resourceCountIs('AWS::SecretsManager::Secret', 0);
    own.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: Match.objectLike({ LINEKEEPER_ACCOUNTS_SECRET: 'team/phones', LINEKEEPER_SLACK_SECRET: 'team/slack' }) },
    });
  });

  it('come with the one command that fills each', () => {
    const fills = Object.values(template.findOutputs('*'))
      .map(({ Value }) => Value)
      .filter(value => typeof value === 'string');
    expect(fills).toEqual([
      expect.stringMatching(/^aws secretsmanager put-secret-value --secret-id linekeeper\/accounts --secret-string '\[\{"name"/),
      expect.stringMatching(/^aws secretsmanager put-secret-value --secret-id linekeeper\/slack --secret-string '\{"signing_secret"/),
    ]);
  });
});

describe('whoever runs it', () => {
  it('is alarmed by what goes wrong, by mail where an address is given', () => {
    const alarms = (own: Template) =>
      of(own, 'AWS::CloudWatch::Alarm')
        .map(([id]) => /^Watch([A-Z][A-Za-z]+?)[0-9A-F]{8}$/.exec(id)?.[1])
        .sort();
    expect(alarms(template)).toEqual([
      'AckErrors',
      'AckSlow',
      'AuthFailures',
      'OldestQuestion',
      'OtherErrors',
      'PutAside',
      'Throttles',
      'WorkerErrors',
    ]);
    template.resourceCountIs('AWS::CloudWatch::Dashboard', 1);
    template.resourceCountIs('AWS::SNS::Topic', 0);
    const { template: mailing } = stackWith({ email: 'phones@team.example' });
    mailing.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'phones@team.example' });
    for (const [, { Properties }] of of(mailing, 'AWS::CloudWatch::Alarm')) expect(Properties.AlarmActions).toHaveLength(1);
  });
});

describe('the context', () => {
  it.each([
    [{ email: 'nobody' }, /-c email=nobody: must be an e-mail address/],
    [{ mcp: 'open' }, /-c mcp=open: must be one of /],
    [{ mcp: 'oauth' }, /-c mcp=oauth needs an issuer: -c oauth=cognito/],
    [{ mcp: 'oauth', oauth: '{"issuer":' }, /-c oauth=…: it is not valid JSON/],
    [{ mcp: 'oauth', oauth: '{"issuer": "http://id.team.example"}' }, /-c oauth=…: it: "issuer" must be an https: URL/],
    [{ mcp: 'oauth', oauth: { issuer: 'https://id.team.example', access: [] } }, /it needs "audience" or "clients"/],
    [{ mcp: 'token', oauth: 'cognito' }, /give -c mcp=oauth too/],
    [{ mcp: 'oauth', oauth: 'cognito', callbacks: 'http://evil.example/' }, /-c callbacks=.*: must be addresses with commas/],
    [{ mcp: 'oauth', oauth: 'cognito', callbacks: 'https://a.example/cb,http://evil.example/cb' }, /-c callbacks=/],
    [{ mcp: 'oauth', oauth: 'cognito', callbacks: 'https://a.example/cb,' }, /-c callbacks=/],
    [{ mcp: 'token', hosts: 'two words' }, /-c hosts=…: it: "two words" is no name/],
    [{ mcp: 'token', origins: 'https://*.example' }, /-c origins=…: it: .* is no name/],
    [{ accountsSecret: 'two words' }, /-c accountsSecret=two words: must be the name of a secret/],
    [{ emial: 'phones@team.example' }, /-c emial=…: did you mean email\?/],
    [{ logdays: '30' }, /-c logdays=…: did you mean logDays\?/],
    [{ mcp: 'oauth', oauth: 'cognto' }, /-c mcp=oauth needs an issuer: -c oauth=cognito/],
    [{ hosts: 'lines.example' }, /-c hosts=… needs -c mcp=token or -c mcp=oauth/],
    [{ mcp: 'oauth', oauth: 'cognito', mcpSecret: 'team/mcp' }, /-c mcpSecret=… needs -c mcp=token/],
    [{ mcp: 'token', callbacks: 'https://a.example/cb' }, /-c callbacks=… needs -c mcp=oauth -c oauth=cognito/],
    [{ logDays: '2' }, /-c logDays=2: must be one of 1, 3, 5/],
    [{ logDays: 'ever' }, /-c logDays=ever: must be one of 1, 3, 5/],
  ])('%j stops the synth with what is valid', (context, sentence) => {
    expect(() => stackWith(context)).toThrow(sentence);
  });

  it('may hold what other tools keep there, and options without a value', () => {
    const others = { '@aws-cdk/core:newStyleStackSynthesis': true, 'acknowledged-issue-numbers': [1], owner: 'team', email: '' };
    expect(() => appWith(others)).not.toThrow();
  });

  it('may be written in cdk.json as JSON is', () => {
    const callbacks = ['https://assistant.example/callback', 'http://localhost:9000/callback'];
    const { template: own } = stackWith({
      mcp: 'oauth',
      oauth: 'cognito',
      logDays: 30,
      hosts: ['lines.example', 'phones.example'],
      callbacks,
    });
    own.hasResourceProperties('AWS::Cognito::UserPoolClient', { CallbackURLs: callbacks });
    own.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
    expect(JSON.stringify(variablesOf(own, 'Mcp').LINEKEEPER_HTTP_HOSTS)).toContain(',lines.example,phones.example');
  });

  it('needs functions that are built', () => {
    expect(() => stackWith({}, '/nowhere')).toThrow('The function slack is not built. Run: npx -y pnpm@12 functions');
  });
});

describe('the security checks', () => {
  it.each([[{}], [{ email: 'phones@team.example' }], [{ mcp: 'token' }], [{ mcp: 'oauth', oauth: 'cognito' }]])(
    'find nothing that is not meant with %j',
    context => {
      const { app } = appWith(context);
      Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
      expect(() => app.synth()).not.toThrow();
    },
  );

  it('do find what is not', () => {
    const { app, stack } = appWith();
    new Queue(stack, 'Open');
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    expect(() => app.synth()).toThrow();
  });
});
