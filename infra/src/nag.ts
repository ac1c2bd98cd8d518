// Suppresses findings of the cdk-nag security checks, each with its reason.
import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Marks the finding `id` (a cdk-nag rule) on a construct as accepted. */
export const acknowledgeFinding = (construct: IConstruct, id: string, reason: string): void =>
  Validations.of(construct).acknowledge({ id, reason });
