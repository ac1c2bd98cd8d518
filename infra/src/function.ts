// A function with all that ours have in common: the runtime, its bundle, its own log and its own rights to it.
import { existsSync } from 'node:fs';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge } from './nag.ts';

export interface FunctionProps {
  /** The folder of the built bundles; the function's own is in it under its name. */
  assets: string;
  name: string;
  description: string;
  environment: Record<string, string>;
  seconds: number;
  /** MiB; a function gets processor time in proportion. */
  memory: number;
  /** Environments at once, at most: what a burst can cost, and what a provider can get. */
  atOnce: number;
  logDays: number;
}

export class LinekeeperFunction extends Construct {
  readonly lambda: LambdaFunction;

  constructor(scope: Construct, id: string, { assets, name, description, environment, seconds, memory, atOnce, logDays }: FunctionProps) {
    super(scope, id);
    const bundle = `${assets}/${name}`;
    if (!existsSync(`${bundle}/index.mjs`)) throw new Error(`The function ${name} is not built. Run: npx -y pnpm@12 functions`);
    // The enum's values are days.
    const logGroup = new LogGroup(this, 'Log', { retention: logDays as RetentionDays, removalPolicy: RemovalPolicy.DESTROY });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    this.lambda = new LambdaFunction(this, 'Function', {
      code: Code.fromAsset(bundle),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      description,
      environment,
      role,
      logGroup,
      timeout: Duration.seconds(seconds),
      memorySize: memory,
      reservedConcurrentExecutions: atOnce,
      tracing: Tracing.ACTIVE,
    });
    acknowledge(role, 'AwsSolutions-IAM5[Resource::*]', 'X-Ray takes segments for no resource in particular.');
  }
}
