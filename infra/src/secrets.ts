// A secret in Secrets Manager: created empty, or an existing one by name; with an output of the command that fills it.
import { CfnOutput, RemovalPolicy } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { CfnSecret, type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { acknowledgeFinding } from './nag.ts';

/** Which secret to create or import. */
export interface SecretProps {
  /** Name of the secret to create. */
  name: string;
  /** Name of an existing secret to use instead. */
  existingName: string | undefined;
  /** Example of a secret value, for the output. */
  example: string;
}

/** A secret that the stack creates or imports. */
export class LinekeeperSecret extends Construct {
  readonly name: string;
  readonly #secret: ISecret;

  constructor(scope: Construct, id: string, { name, existingName, example }: SecretProps) {
    super(scope, id);
    this.name = existingName ?? name;
    this.#secret = existingName === undefined ? this.#createEmpty(name) : Secret.fromSecretNameV2(this, 'Secret', existingName);
    new CfnOutput(this, 'Fill', {
      description: `Fills the secret ${this.name} from a file like ${example}`,
      // A file, since a command line is kept in the shell's history.
      value: `aws secretsmanager put-secret-value --secret-id ${this.name} --secret-string file://${name.replace('/', '-')}.json`,
    });
  }

  /**
   * Creates the secret without a value, since a generated one would be read as credentials.
   * It is retained when the stack is deleted, but not when its first deployment fails.
   */
  #createEmpty(name: string): ISecret {
    const secret = new CfnSecret(this, 'Secret', { name });
    secret.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    acknowledgeFinding(
      secret,
      'AwsSolutions-SMG4',
      'Slack and the providers issue the credentials; to rotate them, put a new value, which the functions pick up.',
    );
    return Secret.fromSecretCompleteArn(this, 'Created', secret.ref);
  }

  /** Lets a function read the secret's value. */
  grantRead(grantee: IGrantable): void {
    this.#secret.grantRead(grantee);
  }
}
