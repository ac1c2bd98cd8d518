// The HTTP API that Slack, and assistants where they may, call: no stage in its paths, throttled, with access logs.
import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { CfnStage, HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { LinekeeperFunction } from './function.ts';
import { acknowledge } from './nag.ts';

/** Requests a second, and at once. */
const throttle = { rateLimit: 50, burstLimit: 100 };

/** What the log says of a request: nothing of its body, its query or its headers. */
const logged = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  bytes: '$context.responseLength',
  ms: '$context.responseLatency',
  error: '$context.integrationErrorMessage',
};

export class Api extends Construct {
  readonly #api: HttpApi;

  constructor(scope: Construct, id: string, logDays: number) {
    super(scope, id);
    this.#api = new HttpApi(this, 'Api', { createDefaultStage: false, description: 'Linekeeper' });
    const stage = this.#api.addStage('Stage', { autoDeploy: true, throttle });
    // The enum's values are days.
    const log = new LogGroup(this, 'Log', { retention: logDays as RetentionDays, removalPolicy: RemovalPolicy.DESTROY });
    const { defaultChild } = stage.node;
    if (!(defaultChild instanceof CfnStage)) throw new Error('a stage of this API is no stage');
    defaultChild.accessLogSettings = { destinationArn: log.logGroupArn, format: JSON.stringify(logged) };
  }

  /** Without `/` at the end. */
  get url(): string {
    return this.#api.apiEndpoint;
  }

  /** The name by which it is called. */
  get host(): string {
    return `${this.#api.apiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`;
  }

  post = (path: string, lambda: LinekeeperFunction, whoMayCall: string) => this.#route(path, HttpMethod.POST, lambda, whoMayCall);

  /** For a function that answers other methods itself. */
  any = (path: string, lambda: LinekeeperFunction, whoMayCall: string) => this.#route(path, HttpMethod.ANY, lambda, whoMayCall);

  #route(path: string, method: HttpMethod, { lambda }: LinekeeperFunction, whoMayCall: string): void {
    const id = path.replaceAll('/', '');
    const [route] = this.#api.addRoutes({ path, methods: [method], integration: new HttpLambdaIntegration(id, lambda) });
    if (route !== undefined) acknowledge(route, 'AwsSolutions-APIG4', whoMayCall);
  }
}
