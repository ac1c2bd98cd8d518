// The CDK app: one stack, configured by context values (`-c name=value`, or `context` in cdk.json).
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { parseOptions } from './src/context-options.ts';
import { OptionError } from './src/option-error.ts';
import { LinekeeperStack } from './src/stack.ts';

const app = new App();
try {
  const options = parseOptions(app.node.getAllContext());
  new LinekeeperStack(app, 'Linekeeper', { ...options, assets: `${import.meta.dirname}/../packages/lambda/dist` });
} catch (thrown) {
  // An invalid option is a user error: print its message only. Anything else keeps its stack trace.
  if (!(thrown instanceof OptionError)) throw thrown;
  process.stderr.write(`${thrown.message}\n`);
  process.exit(1);
}
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
app.synth();
