// An AgentCore Gateway in front of the `tool` function, for agents on AWS: MCP, signed in by IAM or by the configured issuer.
import type { JsonSchema } from '@linekeeper/core';
import { historyTools } from '@linekeeper/history';
import { tools } from '@linekeeper/questions';
import { CfnOutput, Stack } from 'aws-cdk-lib';
import {
  Gateway,
  GatewayAuthorizer,
  GatewayProtocol,
  type IGatewayAuthorizerConfig,
  MCPProtocolVersion,
  type SchemaDefinition,
  SchemaDefinitionType,
  ToolSchema,
} from 'aws-cdk-lib/aws-bedrockagentcore';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { LinekeeperFunction } from './function.ts';
import { acknowledgeFinding } from './nag.ts';

/** The part of an issuer's settings that a gateway checks. */
export interface GatewayIssuer {
  issuer: string;
  audience?: string | string[];
  clients?: string[];
  scopes?: string[];
}

/** A gateway with one target, whose tools are those of the function: `list_changes` only with a history. Without an issuer, callers sign by IAM. */
export class AgentGateway extends Construct {
  constructor(scope: Construct, id: string, { lambda }: LinekeeperFunction, hasHistory: boolean, issuer: GatewayIssuer | undefined) {
    super(scope, id);
    const gateway = new Gateway(this, 'Gateway', {
      gatewayName: 'linekeeper',
      description: 'Telephony lines and numbers of all providers, read only',
      authorizerConfiguration: issuer === undefined ? GatewayAuthorizer.usingAwsIam() : toAuthorizer(issuer),
      protocolConfiguration: GatewayProtocol.mcp({
        supportedVersions: [MCPProtocolVersion.MCP_2026_07_28, MCPProtocolVersion.MCP_2025_11_25, MCPProtocolVersion.MCP_2025_06_18],
      }),
    });
    gateway.addLambdaTarget('Target', {
      gatewayTargetName: 'linekeeper',
      lambdaFunction: lambda,
      toolSchema: ToolSchema.fromInline(
        [...tools, ...(hasHistory ? historyTools : [])].map(({ name, description, inputSchema }) => ({
          name,
          description,
          inputSchema: toSchemaDefinition(inputSchema),
        })),
      ),
    });
    const { defaultChild } = lambda.node;
    if (!(defaultChild instanceof CfnFunction)) throw new Error('The function has no CfnFunction.');
    acknowledgeFinding(
      gateway.role,
      `AwsSolutions-IAM5[Resource::<${Stack.of(this).getLogicalId(defaultChild)}.Arn>:*]`,
      'The gateway may invoke this one function, in any version.',
    );
    new CfnOutput(this, 'Url', { value: gateway.gatewayUrl ?? '', description: 'MCP endpoint of the gateway' });
  }
}

/** Public keys and endpoints come from the issuer's metadata. */
const toAuthorizer = ({ issuer, audience, clients, scopes }: GatewayIssuer): IGatewayAuthorizerConfig =>
  GatewayAuthorizer.usingCustomJwt({
    discoveryUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    ...(audience !== undefined && { allowedAudience: [audience].flat() }),
    ...(clients !== undefined && { allowedClients: clients }),
    ...(scopes !== undefined && scopes.length > 0 && { allowedScopes: scopes }),
  });

const types: Readonly<Record<string, SchemaDefinitionType>> = {
  string: SchemaDefinitionType.STRING,
  number: SchemaDefinitionType.NUMBER,
  integer: SchemaDefinitionType.INTEGER,
  boolean: SchemaDefinitionType.BOOLEAN,
  array: SchemaDefinitionType.ARRAY,
  object: SchemaDefinitionType.OBJECT,
};

/** A gateway knows types, properties and descriptions alone: valid values go into the description, and the function checks them. */
function toSchemaDefinition({
  type = 'string',
  description = '',
  properties,
  required,
  items,
  enum: values,
}: JsonSchema): SchemaDefinition {
  const choices = values ?? items?.enum;
  const text = choices === undefined ? description : `${description}${description === '' ? '' : ': '}${choices.join(', ')}`;
  return {
    type: types[type] ?? SchemaDefinitionType.STRING,
    ...(text !== '' && { description: text }),
    ...(properties !== undefined && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, toSchemaDefinition(property)])),
    }),
    ...(required !== undefined && required.length > 0 && { required }),
    ...(type === 'array' && { items: toSchemaDefinition(items ?? {}) }),
  };
}
