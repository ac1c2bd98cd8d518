// AWS Secrets Manager as a safe.
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Safe } from './secret.ts';

/** Milliseconds for a connection and for an answer: an acknowledgement waits for it. */
const patience = { connectionTimeout: 500, requestTimeout: 1_500, throwOnRequestTimeout: true };

export function secretsManager(): Safe {
  const client = new SecretsManagerClient({ maxAttempts: 2, requestHandler: patience });
  return {
    async read(name) {
      const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: name }));
      return SecretString;
    },
  };
}
