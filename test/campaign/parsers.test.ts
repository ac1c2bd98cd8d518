// Every parser of text from outside, with texts that a fuzzer makes: it answers or refuses with its own error, and throws nothing else.
import { LinekeeperError, readNumberNotation, stripControlCharacters, toE164 } from '@linekeeper/core';
import { operations, providers } from '@linekeeper/providers';
import { tools } from '@linekeeper/questions';
import { afterAll, describe, expect, it } from 'vitest';
import { cleanBody } from '../../packages/core/src/http/clean-response.ts';
import { SecretFinder } from '../../packages/core/src/http/secret-spellings.ts';
import { readCursor } from '../../packages/core/src/listing/cursor.ts';
import { formatCsvFile } from '../../packages/core/src/table/csv.ts';
import { parseLosslessJson } from '../../packages/core/src/text/json.ts';
import { readNumberPrefix } from '../../packages/core/src/text/number-prefix.ts';
import { parsePhoneNumberCandidates } from '../../packages/core/src/text/phone-number.ts';
import { normalizeInput } from '../../packages/core/src/tools/normalize-input.ts';
import { parseToolEvent } from '../../packages/lambda/src/tool-event.ts';
import { normalizeLine } from '../../packages/mcp/src/normalize-message.ts';
import { stripContactUser } from '../../packages/providers/src/telecomx/sip-contact.ts';
import { unescapeSlackText } from '../../packages/slack/src/ack/slack-text.ts';
import { tokenize } from '../../packages/slack/src/ack/tokenize.ts';
import { spellings } from '../core/spellings.ts';
import { createResponse } from '../providers/harness.ts';
import fc from '../random.ts';
import { anyText, anyValue } from './fuzz.ts';
import { recordFigure } from './settings.ts';

let parsers = 0;
let inputs = 0;

function recordInputs(count: number): void {
  parsers++;
  inputs += count;
}

afterAll(() => recordFigure('parsers', `${parsers} parsers, ${inputs} inputs: none threw anything but its own error`));

/** What a parser may throw besides its answer. */
const isRefusal = (thrown: unknown) => thrown instanceof LinekeeperError && thrown.code !== 'internal';

const textParsers: Readonly<Record<string, (text: string) => unknown>> = {
  'lossless JSON': text => {
    try {
      return parseLosslessJson(text);
    } catch (thrown) {
      if (thrown instanceof SyntaxError) return undefined;
      throw thrown;
    }
  },
  'number notation': readNumberNotation,
  'number prefix': text => readNumberPrefix(text, ['DK', 'RU']),
  'phone number': text => parsePhoneNumberCandidates(text, ['DK', 'RU']),
  'E.164': toE164,
  'SIP contact': stripContactUser,
  'Slack command': text => tokenize(text, name => name === 'status'),
  'Slack text': unescapeSlackText,
  cursor: text => readCursor(text, { tool: 't', account: 'a', input: {} }, () => 'x'.repeat(43)),
  'line of stdin': normalizeLine,
  'terminal text': stripControlCharacters,
};

describe.each(Object.entries(textParsers))('the parser of %s', (_, parse) => {
  it('answers or refuses any text', { timeout: 3_600_000 }, () => {
    let count = 0;
    fc.assert(
      fc.property(anyText, text => {
        count++;
        try {
          parse(text);
        } catch (thrown) {
          if (!isRefusal(thrown)) throw thrown;
        }
      }),
    );
    recordInputs(count);
  });
});

describe('the arguments of a tool', () => {
  it.each(tools)('$name: any value is normalized without an error', { timeout: 3_600_000 }, ({ inputSchema }) => {
    let count = 0;
    const names = Object.keys(inputSchema.properties ?? {});
    const input = fc.oneof(anyValue, fc.dictionary(fc.constantFrom(...names, 'other'), anyValue));
    fc.assert(
      fc.property(input, value => {
        count++;
        normalizeInput(value, inputSchema);
      }),
    );
    recordInputs(count);
  });
});

describe.each(providers)('a response of $title', provider => {
  it('is read as a page or an error, whatever it holds', { timeout: 3_600_000 }, () => {
    let count = 0;
    const lists = operations.filter(operation => operation.provider === provider);
    fc.assert(
      fc.property(fc.constantFrom(200, 400, 401, 403, 404, 429, 500), anyValue, (status, body) => {
        count++;
        for (const read of [
          () => provider.readError(createResponse(status, body)),
          ...lists.map(
            ({ page }) =>
              () =>
                page(body),
          ),
        ]) {
          try {
            read();
          } catch (thrown) {
            if (!isRefusal(thrown)) throw thrown;
          }
        }
      }),
    );
    recordInputs(count);
  });
});

describe('a credential in a response', () => {
  it.each(Object.entries(spellings))('spelled as %s is found beside any text', { timeout: 3_600_000 }, (_, spell) => {
    let count = 0;
    const secret = fc.stringMatching(/^[\w!$*+.,:;=?@^_`{|}~#/-]{12,60}$/);
    const edge = fc.constantFrom(' ', ': ', '"', '>', '\n');
    fc.assert(
      fc.property(secret, anyText, edge, edge, anyText, anyValue, (text, before, start, end, after, other) => {
        count++;
        const spelled = spell(text);
        const json = JSON.stringify({ rows: [{ name: before + start + spelled + end + after, other }] });
        const finder = new SecretFinder([text, 'another-credential']);
        const cleaned = JSON.stringify(cleanBody(parseLosslessJson(json), json, finder));
        expect(cleaned).not.toContain(JSON.stringify(spelled).slice(1, -1));
      }),
    );
    recordInputs(count);
  });
});

describe('an event of the tool function', () => {
  it('is recognized or not, whatever it holds', { timeout: 3_600_000 }, () => {
    let count = 0;
    fc.assert(
      fc.property(anyValue, anyValue, (event, custom) => {
        count++;
        parseToolEvent(event, custom)?.toResponse({});
      }),
    );
    recordInputs(count);
  });
});

describe('a CSV file', () => {
  /** The cells of a file as a spreadsheet reads it that splits at the separator. */
  function readCells(text: string, separator: string): string[] {
    const cells: string[] = [];
    let cell = '';
    let isQuoted = false;
    let isStart = true;
    const finish = () => {
      cells.push(cell);
      cell = '';
      isStart = true;
    };
    let wasQuoted = false;
    for (const character of text) {
      const isDoubled = wasQuoted && character === '"';
      wasQuoted = isQuoted && character === '"';
      if (isDoubled) [cell, isQuoted] = [`${cell}"`, true];
      else if (wasQuoted) isQuoted = false;
      else if (isQuoted) cell += character;
      else if (character === '"' && isStart) [isQuoted, isStart] = [true, false];
      else if (character === separator || character === '\n' || character === '\r') finish();
      else [cell, isStart] = [cell + character, false];
    }
    finish();
    return cells;
  }

  it.each([',', ';', '\t'])('read back at %j has no live formula', { timeout: 3_600_000 }, separator => {
    let count = 0;
    const formula = fc
      .tuple(anyText, fc.constantFrom('', ';', ',', '\t', ' ;', '";'), fc.constantFrom('=cmd()', '+1+cmd()', '-cmd()', '@sum()'))
      .map(parts => parts.join(''));
    fc.assert(
      fc.property(fc.array(fc.oneof(formula, anyText), { minLength: 1, maxLength: 4 }), values => {
        count++;
        const columns = values.map((_, index) => `c${index}`);
        const row = Object.fromEntries(values.map((value, index) => [`c${index}`, value]));
        const live = readCells(formatCsvFile(columns, [row]), separator).filter(cell => /^\s*[=@+-]\s*[^\d\s.+-]/.test(cell));
        expect(live).toEqual([]);
      }),
    );
    recordInputs(count);
  });
});
