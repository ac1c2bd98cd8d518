// AWS Secrets Manager as a secret store.
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SecretStore } from './cached-secret.ts';

/** A store that reads a secret in at most two attempts of `requestTimeoutMs`. */
export function createSecretsManagerStore(requestTimeoutMs = 1_500): SecretStore {
  const requestHandler = { connectionTimeout: 500, requestTimeout: requestTimeoutMs, throwOnRequestTimeout: true };
  const client = new SecretsManagerClient({ maxAttempts: 2, requestHandler });
  return {
    async read(name) {
      const { SecretString, SecretBinary } = await client.send(new GetSecretValueCommand({ SecretId: name }));
      return SecretString ?? (SecretBinary && new TextDecoder().decode(SecretBinary));
    },
  };
}
