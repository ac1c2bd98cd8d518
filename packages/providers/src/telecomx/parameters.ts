// The parameters that several Telecom X lists share.
import { toSearchText } from '@linekeeper/core';
import * as z from 'zod';

/** The customer whose rows are listed; the account's own, or the user's, by default. */
export const customerSchema = () => z.string().min(1).optional().describe('Customer id');

/** A text that the provider looks for, also in numbers: those are stored without punctuation. */
export const filterSchema = (where: string) => z.string().min(1).transform(toSearchText).optional().describe(`Text in ${where}`);

/** A switch that is off by default. */
export const flagSchema = (description: string) => z.boolean().optional().describe(description);
