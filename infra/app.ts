// The CDK app: one stack, from the context that is given with `-c name=value`.
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { optionsIn } from './src/options.ts';
import { LinekeeperStack } from './src/stack.ts';

const app = new App();
const options = optionsIn(name => app.node.tryGetContext(name));
new LinekeeperStack(app, 'Linekeeper', { ...options, assets: `${import.meta.dirname}/../packages/lambda/dist` });
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
app.synth();
