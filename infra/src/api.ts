// The HTTP API that Slack and MCP clients call: no stage in its paths, throttled, with access logs.
import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { CfnStage, HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { LinekeeperFunction } from './function.ts';
import { acknowledgeFinding } from './nag.ts';

/** Steady rate in requests per second, and burst capacity in requests. */
const throttle = { rateLimit: 50, burstLimit: 100 };

/** Format of an access log entry. It leaves out bodies, query strings and headers, since they may hold credentials. */
const accessLogFields = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  address: '$context.identity.sourceIp',
  route: '$context.routeKey',
  status: '$context.status',
  bytes: '$context.responseLength',
  ms: '$context.responseLatency',
  error: '$context.integrationErrorMessage',
};

/** Wrong signatures and tokens, and those who try too often. */
const refusedStatuses = ['401', '403', '429'];

/** An API Gateway HTTP API with an access log that is kept for `logDays` days. */
export class Api extends Construct {
  readonly #api: HttpApi;
  /** Requests per five minutes that were refused as unauthenticated, without access or too many. */
  readonly refusals: IMetric;

  constructor(scope: Construct, id: string, logDays: number) {
    super(scope, id);
    this.#api = new HttpApi(this, 'Api', { createDefaultStage: false, description: 'Linekeeper' });
    const stage = this.#api.addStage('Stage', { autoDeploy: true, throttle });
    // The values of RetentionDays are numbers of days.
    const log = new LogGroup(this, 'Log', { retention: logDays as RetentionDays, removalPolicy: RemovalPolicy.DESTROY });
    const filter = log.addMetricFilter('Refusals', {
      filterPattern: FilterPattern.any(...refusedStatuses.map(status => FilterPattern.stringValue('$.status', '=', status))),
      metricNamespace: 'Linekeeper',
      metricName: 'Refusals',
    });
    this.refusals = filter.metric({ statistic: 'Sum', period: Duration.minutes(5) });
    const { defaultChild } = stage.node;
    if (!(defaultChild instanceof CfnStage)) throw new Error('The stage of the API has no CfnStage.');
    defaultChild.accessLogSettings = { destinationArn: log.logGroupArn, format: JSON.stringify(accessLogFields) };
  }

  /** The base URL, without a trailing slash. */
  get url(): string {
    return this.#api.apiEndpoint;
  }

  /** The host name of the default endpoint. */
  get host(): string {
    return `${this.#api.apiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`;
  }

  /** Routes POST requests to a function; `noAuthorizerReason` says why the route needs no API Gateway authorizer. */
  addPostRoute = (path: string, lambda: LinekeeperFunction, noAuthorizerReason: string) =>
    this.#addRoute(path, HttpMethod.POST, lambda, noAuthorizerReason);

  /** Routes all methods, for a function that rejects unsupported ones itself. */
  addAnyRoute = (path: string, lambda: LinekeeperFunction, noAuthorizerReason: string) =>
    this.#addRoute(path, HttpMethod.ANY, lambda, noAuthorizerReason);

  #addRoute(path: string, method: HttpMethod, { lambda }: LinekeeperFunction, noAuthorizerReason: string): void {
    const id = path.replaceAll('/', '');
    const [route] = this.#api.addRoutes({ path, methods: [method], integration: new HttpLambdaIntegration(id, lambda) });
    if (route !== undefined) acknowledgeFinding(route, 'AwsSolutions-APIG4', noAuthorizerReason);
  }
}
