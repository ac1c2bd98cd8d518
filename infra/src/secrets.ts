// A secret of the deployment: created empty, or an existing one by its name; and the command that fills it.
import { CfnOutput, RemovalPolicy } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { CfnSecret, type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { acknowledge } from './nag.ts';

export interface SecretProps {
  /** The name of a new secret. */
  name: string;
  /** An existing one's name. */
  existing: string | undefined;
  /** What is put in, as an example. */
  example: string;
}

export class LinekeeperSecret extends Construct {
  readonly name: string;
  readonly #secret: ISecret;

  constructor(scope: Construct, id: string, { name, existing, example }: SecretProps) {
    super(scope, id);
    this.name = existing ?? name;
    this.#secret = existing === undefined ? this.#created(name) : Secret.fromSecretNameV2(this, 'Secret', existing);
    new CfnOutput(this, 'Fill', {
      description: `Fills the secret ${this.name}`,
      value: `aws secretsmanager put-secret-value --secret-id ${this.name} --secret-string '${example}'`,
    });
  }

  /** Without a value: what is generated would be taken for credentials. It outlives the stack, but not a first deployment that fails. */
  #created(name: string): ISecret {
    const secret = new CfnSecret(this, 'Secret', { name });
    secret.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    acknowledge(
      secret,
      'AwsSolutions-SMG4',
      'Its values are made at Slack and at the providers; a rotation is a new value, which is taken up at once.',
    );
    return Secret.fromSecretCompleteArn(this, 'Created', secret.ref);
  }

  grantRead(grantee: IGrantable): void {
    this.#secret.grantRead(grantee);
  }
}
