// The function as it is deployed, behind an API, whose answers come whole: the conformance runner's verdict.
import { startSandbox } from '@linekeeper/sandbox';
import { aws } from '../lambda/aws.ts';
import { bridge } from '../lambda/bridge.ts';
import { functionNamed } from '../lambda/functions.ts';
import { gateProduct, judgeProduct } from './product.ts';

const sandbox = await startSandbox();
const services = await aws();
services.secrets.set('linekeeper/accounts', JSON.stringify(sandbox.accounts));
services.secrets.set('linekeeper/mcp', '{"tokens": [{"name": "runner", "token": "fake-token", "accounts": ["*"]}]}');
// The runner plays a page of this machine, which an API in the cloud must be told of.
const lambda = await functionNamed('mcp', { ...services.environment, LINEKEEPER_HTTP_ORIGINS: '127.0.0.1' });
const authorization = 'Bearer fake-token';
const { url, close } = await bridge({
  ...lambda,
  // The runner sends no token, hence it is added here.
  invoke: (event: { headers: object }) => lambda.invoke({ ...event, headers: { ...event.headers, authorization } }),
});
const runs = await judgeProduct('the function', url).finally(() => {
  close();
  lambda.close();
  return sandbox.close();
});

gateProduct(runs);
