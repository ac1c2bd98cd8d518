// Conformance of the deployed Lambda function behind API Gateway, which buffers responses.
import { startSandbox } from '@linekeeper/sandbox';
import { startFakeAws } from '../lambda/aws.ts';
import { startHttpBridge } from '../lambda/bridge.ts';
import { startFunction } from '../lambda/functions.ts';
import { defineProductTests, runProductScenarios } from './product.ts';

const sandbox = await startSandbox();
const services = await startFakeAws();
services.secrets.set('linekeeper/accounts', JSON.stringify(sandbox.accounts));
services.secrets.set('linekeeper/mcp', '{"tokens": [{"name": "runner", "token": "fake-runner-token-1", "accounts": ["*"]}]}');
// The runner sends a loopback origin, which only a loopback server accepts by default.
const lambda = await startFunction('mcp', { ...services.environment, LINEKEEPER_HTTP_ORIGINS: '127.0.0.1' });
const authorization = 'Bearer fake-runner-token-1';
const { url, close } = await startHttpBridge({
  ...lambda,
  // The runner sends no token.
  invoke: (event: { headers: object }) => lambda.invoke({ ...event, headers: { ...event.headers, authorization } }),
});
const runs = await runProductScenarios('the function', url).finally(() => {
  close();
  lambda.close();
  return sandbox.close();
});

defineProductTests(runs);
