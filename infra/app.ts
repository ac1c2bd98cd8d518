// The CDK app: one stack, from the context that is given with `-c name=value`.
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { OptionError, optionsIn } from './src/context-options.ts';
import { LinekeeperStack } from './src/stack.ts';

const app = new App();
try {
  const options = optionsIn(app.node.getAllContext());
  new LinekeeperStack(app, 'Linekeeper', { ...options, assets: `${import.meta.dirname}/../packages/lambda/dist` });
} catch (thrown) {
  // What is wrong with an option is a sentence; everything else keeps its stack.
  if (!(thrown instanceof OptionError)) throw thrown;
  process.stderr.write(`${thrown.message}\n`);
  process.exit(1);
}
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
app.synth();
