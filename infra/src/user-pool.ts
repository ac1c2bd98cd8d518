// A pool of users for the MCP endpoint (Cognito), for teams without an issuer of their own: nobody can sign up, whoever runs the stack adds people.
import { Aws, CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  UserPool,
  type UserPoolClient,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { acknowledge } from './nag.ts';

/** What a token must allow: everything here is reading. */
const read = new ResourceServerScope({ scopeName: 'read', scopeDescription: 'Read lines and numbers' });

export class Pool extends Construct {
  readonly #pool: UserPool;
  readonly #client: UserPoolClient;

  /** `callbacks` are where assistants await the way back from a sign-in. */
  constructor(scope: Construct, id: string, callbacks: string[]) {
    super(scope, id);
    this.#pool = new UserPool(this, 'Users', {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: { minLength: 12, requireDigits: true, requireLowercase: true, requireUppercase: true, requireSymbols: true },
      featurePlan: FeaturePlan.ESSENTIALS,
      // Who is in it is not thrown away with the stack.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    acknowledge(
      this.#pool,
      'AwsSolutions-COG8',
      'Threat protection is of a plan that is paid for each user; a second factor is required instead.',
    );
    this.#client = this.#clientWith(callbacks);
    this.#signInPage();
    new CfnOutput(this, 'Client', { value: this.#client.userPoolClientId, description: 'The client id that an assistant is given' });
    new CfnOutput(this, 'AddUser', {
      description: 'Adds a person',
      value: `aws cognito-idp admin-create-user --user-pool-id ${this.#pool.userPoolId} --username person@team.example`,
    });
  }

  /** As `LINEKEEPER_HTTP_OAUTH` holds it: who is in the pool may use every account. */
  get settings(): string {
    return Stack.of(this).toJsonString({
      issuer: this.#pool.userPoolProviderUrl,
      // The pool's access tokens have no audience; the client tells what they are for.
      clients: [this.#client.userPoolClientId],
      scopes: [`linekeeper/${read.scopeName}`],
      access: [{ accounts: ['*'] }],
    });
  }

  /** A public client: an assistant on somebody's machine can keep no secret. */
  #clientWith(callbackUrls: string[]): UserPoolClient {
    const server = this.#pool.addResourceServer('Server', { identifier: 'linekeeper', scopes: [read] });
    return this.#pool.addClient('Assistants', {
      generateSecret: false,
      preventUserExistenceErrors: true,
      authFlows: {},
      oAuth: { flows: { authorizationCodeGrant: true }, scopes: [OAuthScope.resourceServer(server, read)], callbackUrls },
      accessTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(30),
    });
  }

  #signInPage(): void {
    this.#pool.addDomain('Domain', {
      cognitoDomain: { domainPrefix: `linekeeper-${Aws.ACCOUNT_ID}` },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    new CfnManagedLoginBranding(this, 'Look', {
      userPoolId: this.#pool.userPoolId,
      clientId: this.#client.userPoolClientId,
      useCognitoProvidedValues: true,
    });
  }
}
