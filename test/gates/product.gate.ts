// The command as it is shipped, serving MCP over HTTP: the conformance runner's verdict.
import { httpServer } from '../mcp/http-command.ts';
import { gateProduct, judgeProduct } from './product.ts';

const server = await httpServer();
const runs = await judgeProduct('the command', server.url).finally(() => server.close());

gateProduct(runs);
