// Says what `cdk synth` wrote: the template, its resources by type, and what to do next.
import { readFileSync } from 'node:fs';

const file = 'cdk.out/Linekeeper.template.json';

/** The part of a template that the report counts. */
interface Template {
  Resources: Record<string, { Type: string }>;
}

// The template that `cdk synth` has just written.
const { Resources } = JSON.parse(readFileSync(`${import.meta.dirname}/../${file}`, 'utf8')) as Template;
const types = Object.values(Resources).map(({ Type }) => Type);
const count = (type: string) => types.filter(one => one === type).length;
process.stdout.write(`Wrote ${file}: ${types.length} resources, among them ${count('AWS::Lambda::Function')} functions, ${count('AWS::SQS::Queue')} queues and ${count('AWS::CloudWatch::Alarm')} alarms.
Nothing was sent to AWS. Next: docs/deploy.md, "From zero to the first /lines".
`);
