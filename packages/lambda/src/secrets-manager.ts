// AWS Secrets Manager as a safe.
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Safe } from './cached-secret.ts';

/** Asked twice at most, each time with so many milliseconds for an answer. */
export function secretsManager(requestTimeout = 1_500): Safe {
  const patience = { connectionTimeout: 500, requestTimeout, throwOnRequestTimeout: true };
  const client = new SecretsManagerClient({ maxAttempts: 2, requestHandler: patience });
  return {
    async read(name) {
      const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: name }));
      return SecretString;
    },
  };
}
