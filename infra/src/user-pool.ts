// Cognito user pool for the MCP endpoint: self sign-up is off, an administrator adds users.
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
  UserPoolGroup,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { acknowledgeFinding } from './nag.ts';
import type { PoolGroup } from './pool-groups.ts';

/** The scope that access tokens need; Linekeeper only reads. */
const readScope = new ResourceServerScope({ scopeName: 'read', scopeDescription: 'Read lines and numbers' });

/** A user pool with multi-factor authentication, its sign-in page and one public client for MCP hosts. */
export class McpUserPool extends Construct {
  readonly #pool: UserPool;
  readonly #client: UserPoolClient;
  readonly #groups: readonly PoolGroup[];

  /** `callbacks` are the redirect URLs of the MCP hosts; users see the accounts of their groups. */
  constructor(scope: Construct, id: string, callbacks: string[], groups: readonly PoolGroup[]) {
    super(scope, id);
    this.#groups = groups;
    this.#pool = new UserPool(this, 'Users', {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: { minLength: 12, requireDigits: true, requireLowercase: true, requireUppercase: true, requireSymbols: true },
      featurePlan: FeaturePlan.ESSENTIALS,
      // The users are kept when the stack is deleted.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    acknowledgeFinding(
      this.#pool,
      'AwsSolutions-COG8',
      'Threat protection needs a plan that is billed per user; a second factor is required instead.',
    );
    this.#client = this.#createClient(callbacks);
    this.#addSignInPage();
    for (const { name } of groups) new UserPoolGroup(this, `Group${name}`, { userPool: this.#pool, groupName: name });
    new CfnOutput(this, 'Client', { value: this.#client.userPoolClientId, description: 'OAuth client id for MCP hosts' });
    new CfnOutput(this, 'AddToGroup', {
      description: `Lets a user see the accounts of a group: ${groups.map(({ name }) => name).join(', ')}`,
      value: `aws cognito-idp admin-add-user-to-group --user-pool-id ${this.#pool.userPoolId} --group-name ${groups[0]?.name ?? 'GROUP'} --username person@team.example`,
    });
    new CfnOutput(this, 'AddUser', {
      description: 'Adds a user',
      value: `aws cognito-idp admin-create-user --user-pool-id ${this.#pool.userPoolId} --username person@team.example`,
    });
  }

  /** What access tokens of the pool have. Those of Cognito have no audience claim: the client id takes its place. */
  get issuer(): { issuer: string; clients: string[]; scopes: string[] } {
    return {
      issuer: this.#pool.userPoolProviderUrl,
      clients: [this.#client.userPoolClientId],
      scopes: [`linekeeper/${readScope.scopeName}`],
    };
  }

  /** The value of `LINEKEEPER_HTTP_OAUTH`: users see the accounts of their groups, and none without. */
  get oauthSettings(): string {
    return Stack.of(this).toJsonString({
      ...this.issuer,
      access: this.#groups.map(({ name, accounts }) => ({ groups: [name], accounts })),
    });
  }

  /** A public client, since an MCP host on a user's machine cannot keep a client secret. */
  #createClient(callbackUrls: string[]): UserPoolClient {
    const server = this.#pool.addResourceServer('Server', { identifier: 'linekeeper', scopes: [readScope] });
    return this.#pool.addClient('Assistants', {
      generateSecret: false,
      preventUserExistenceErrors: true,
      authFlows: {},
      oAuth: { flows: { authorizationCodeGrant: true }, scopes: [OAuthScope.resourceServer(server, readScope)], callbackUrls },
      accessTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(30),
    });
  }

  #addSignInPage(): void {
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
