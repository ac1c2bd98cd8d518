// A Lambda function with the settings that all of the stack's functions share: runtime, bundle, log group and role.
import { existsSync } from 'node:fs';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledgeFinding } from './nag.ts';

/** Settings of one function. */
export interface FunctionProps {
  /** Folder of the built bundles; the function's bundle is the subfolder `name`. */
  assets: string;
  name: string;
  description: string;
  environment: Record<string, string>;
  timeoutSeconds: number;
  /** Memory size; Lambda allots CPU time in proportion. */
  memoryMiB: number;
  /** Upper bound of concurrent executions: it limits the cost of a burst, and the load on the providers. */
  reservedConcurrency: number;
  /** Log retention in days. */
  logDays: number;
}

/** The bundle of a function, its log group, and a role that can write only to that log group. Throws if the bundle is not built. */
export function createFunctionParts(scope: Construct, { assets, name, logDays }: Pick<FunctionProps, 'assets' | 'name' | 'logDays'>) {
  const bundle = `${assets}/${name}`;
  if (!existsSync(`${bundle}/index.mjs`)) throw new Error(`The function ${name} is not built. Run: npx -y pnpm@12 functions`);
  // The values of RetentionDays are numbers of days.
  const logGroup = new LogGroup(scope, 'Log', { retention: logDays as RetentionDays, removalPolicy: RemovalPolicy.DESTROY });
  const role = new Role(scope, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  logGroup.grantWrite(role);
  return { bundle, logGroup, role };
}

/** A Node 24 function on arm64 with tracing, its own log group, and a role that can write only to that log group. Throws if the bundle is not built. */
export class LinekeeperFunction extends Construct {
  readonly lambda: LambdaFunction;

  constructor(
    scope: Construct,
    id: string,
    { assets, name, description, environment, timeoutSeconds, memoryMiB, reservedConcurrency, logDays }: FunctionProps,
  ) {
    super(scope, id);
    const { bundle, logGroup, role } = createFunctionParts(this, { assets, name, logDays });
    this.lambda = new LambdaFunction(this, 'Function', {
      code: Code.fromAsset(bundle),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      description,
      environment,
      role,
      logGroup,
      timeout: Duration.seconds(timeoutSeconds),
      memorySize: memoryMiB,
      reservedConcurrentExecutions: reservedConcurrency,
      tracing: Tracing.ACTIVE,
    });
    acknowledgeFinding(role, 'AwsSolutions-IAM5[Resource::*]', 'X-Ray permissions cannot be restricted to a resource.');
  }
}
