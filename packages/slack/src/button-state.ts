// What a button remembers, signed and for a time: there is no memory on the server.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { LinekeeperError } from '@linekeeper/core/lite';
import type { Question } from './job.ts';

/** How long a button can be pressed, in milliseconds. */
const lifetime = 24 * 3_600_000;

/** Characters of a button's value. */
const longestValue = 2_000;

/** A button's value; undefined where the question is too long for one. */
export function written(question: Question, secret: string, now: number): string | undefined {
  const text = `${Buffer.from(JSON.stringify(question)).toString('base64url')}.${(now + lifetime).toString(36)}`;
  const value = `${text}.${seal(text, secret)}`;
  return value.length > longestValue ? undefined : value;
}

/** The question that a button stands for. Throws `input` where it is not ours, or its time is over. */
export function read(value: string, secret: string, now: number): Question {
  const [, text = '', json = '', until = '', given = ''] = /^(([\w-]+)\.([0-9a-z]+))\.([\w-]+)$/.exec(value) ?? [];
  const expected = Buffer.from(seal(text, secret));
  const own = Buffer.from(given);
  if (own.length !== expected.length || !timingSafeEqual(own, expected))
    throw new LinekeeperError('input', 'This button is not one of Linekeeper’s.');
  if (now > Number.parseInt(until, 36)) throw new LinekeeperError('input', 'This button is too old. Ask again.');
  // Written by `written`, as the seal says.
  return JSON.parse(Buffer.from(json, 'base64url').toString()) as Question;
}

/** Not the signature that Slack makes with the same secret: another text goes first. */
const seal = (text: string, secret: string) => createHmac('sha256', secret).update(`linekeeper button 1:${text}`).digest('base64url');
