// AWS services emulated by moto, if `moto_server` is on the PATH; otherwise the tests are skipped with a message.
import { execFileSync, spawn } from 'node:child_process';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, vi } from 'vitest';

/** Whether `moto_server` can be run. */
export const hasMoto = isMotoInstalled();

/** Starts moto for the current test file; returns its URL, with the host `localhost`, which the CDK's clients require. */
export async function startMoto(): Promise<string> {
  const port = 20_000 + (process.pid % 20_000);
  const child = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore', detached: true });
  afterAll(() => {
    // Kills the process group: the command may be a script that started another process.
    if (child.pid !== undefined) process.kill(-child.pid);
  });
  const url = `http://localhost:${port}`;
  for (let attempt = 0; attempt < 150; attempt++) {
    if (
      await fetch(`${url}/moto-api/data.json`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return url;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error('moto_server does not start');
}

/** Starts moto, which the clients of this process reach until its tests end; returns the variables by which a function reaches it, too. */
export async function startMotoEnvironment(): Promise<Record<string, string>> {
  const environment = {
    AWS_ENDPOINT_URL: (await startMoto()).replace('localhost', '127.0.0.1'),
    AWS_REGION: 'eu-north-1',
    AWS_ACCESS_KEY_ID: 'fake-key-id',
    AWS_SECRET_ACCESS_KEY: 'fake-secret-key',
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  afterAll(() => vi.unstubAllEnvs());
  return environment;
}

/** Creates a secret with a JSON value, by the environment. */
export const createSecret = (name: string, value: unknown) =>
  new SecretsManagerClient({}).send(new CreateSecretCommand({ Name: name, SecretString: JSON.stringify(value) }));

/** Without moto, reports which tests are skipped. */
export function reportSkipped(subject: string): void {
  if (!hasMoto) process.stdout.write(`SKIPPED without moto_server on the PATH: ${subject}\n`);
}

function isMotoInstalled(): boolean {
  try {
    execFileSync('moto_server', ['--help'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
