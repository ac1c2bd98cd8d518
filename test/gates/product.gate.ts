// Conformance of the shipped command over HTTP.
import { startHttpCommand } from '../mcp/http-command.ts';
import { defineProductTests, runProductScenarios } from './product.ts';

const server = await startHttpCommand();
const runs = await runProductScenarios('the command', server.url).finally(() => server.kill());

defineProductTests(runs);
