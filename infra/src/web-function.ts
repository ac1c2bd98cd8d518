// The MCP endpoint as a Lambda web function: an HTTP server with an address of its own, which streams and answers several requests at once.
import { DefaultStackSynthesizer, Duration, Stack } from 'aws-cdk-lib';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { WebFunction, WebFunctionAuthType, WebFunctionCode, WebFunctionRuntime } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern } from 'aws-cdk-lib/aws-logs';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { createFunctionParts, type FunctionProps } from './function.ts';
import { acknowledgeFinding } from './nag.ts';

/** Requests that one environment answers at once, environments, and requests per second: they limit the cost, and the load on the providers. */
const maxConcurrency = 16;
const maxEnvironments = 5;
const maxRequestsPerSecond = 50;

/** What the log has where the process ended by an error: the last line of Node behind a stack, or a line of the platform. */
const crashTerms = ['Node.js v', 'Runtime exited'];

/** A web function on Node 24 with its own log group, and a role that can write only to that log group. Throws if the bundle is not built. */
export class LinekeeperWebFunction extends Construct {
  readonly role: Role;
  /** How often the server ended by an error, per five minutes. */
  readonly crashes: IMetric;
  readonly #function: WebFunction;

  constructor(
    scope: Construct,
    id: string,
    { assets, name, description, environment, timeoutSeconds, logDays }: Omit<FunctionProps, 'memoryMiB' | 'reservedConcurrency'>,
  ) {
    super(scope, id);
    const { bundle, logGroup, role } = createFunctionParts(this, { assets, name, logDays });
    this.role = role;
    const filter = logGroup.addMetricFilter('Crashes', {
      filterPattern: FilterPattern.anyTerm(...crashTerms),
      metricNamespace: 'Linekeeper',
      metricName: 'McpCrashes',
    });
    this.crashes = filter.metric({ statistic: 'Sum', period: Duration.minutes(5) });
    this.#function = new WebFunction(this, 'Function', {
      code: WebFunctionCode.fromAssetToManagedBucket(bundle),
      runtime: WebFunctionRuntime.NODEJS_24_X,
      entryPoint: 'index.mjs',
      revisionDescription: description,
      environment,
      role,
      logGroup,
      timeout: Duration.seconds(timeoutSeconds),
      maxConcurrencyPerEnvironment: maxConcurrency,
      // The function checks tokens and signatures itself, so that its 401 carries the challenge that MCP clients need.
      defaultEndpointAuth: WebFunctionAuthType.APPLICATION_MANAGED,
      defaultEndpoint: { maxEnvironments, rateLimit: maxRequestsPerSecond },
    });
    acknowledgeCodeCopy(Stack.of(this));
  }

  /** The base URL, without a trailing slash. */
  get url(): string {
    return `https://${this.#function.endpoint.domainName}`;
  }
}

/** The construct ids of the bucket that holds the code, and of the function that copies it there. */
const codeBucketId = 'AWSCDKWebFunctionAssetBucket';
const copyFunctionId = 'Custom::S3ObjectCopy';

/** Acknowledges the findings of what the CDK itself adds to the stack to keep the code of a web function. */
function acknowledgeCodeCopy(stack: Stack): void {
  const bucket = stack.node.tryFindChild(codeBucketId);
  const cfnBucket = bucket?.node.defaultChild;
  const copyFunction = stack.node.children.find(({ node }) => node.id.startsWith(copyFunctionId));
  if (bucket === undefined || !(cfnBucket instanceof CfnBucket) || copyFunction === undefined)
    throw new Error('The code of the web function is not kept where it is expected.');
  acknowledgeFinding(bucket, 'AwsSolutions-S1', 'The bucket holds the code alone, and has no public access.');
  for (const finding of [
    'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
    `IAM5[Resource::arn:<AWS::Partition>:s3:::cdk-${DefaultStackSynthesizer.DEFAULT_QUALIFIER}-assets-<AWS::AccountId>-<AWS::Region>/*]`,
    `IAM5[Resource::<${stack.getLogicalId(cfnBucket)}.Arn>/web-function/*]`,
    'IAM5[Action::s3:Abort*]',
    'IAM5[Action::s3:DeleteObject*]',
  ])
    acknowledgeFinding(copyFunction, `AwsSolutions-${finding}`, 'The CDK copies the code from its own bucket by this function.');
}
