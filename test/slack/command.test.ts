// Parsing the text after `/lines`: tool calls, help, and errors with suggestions.
import { createListTool, LinekeeperError } from '@linekeeper/core';
import { tools } from '@linekeeper/questions';
import { toCommandSpecs } from '@linekeeper/slack/ack';
import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../packages/slack/src/ack/command.ts';
import { tokenize } from '../../packages/slack/src/ack/tokenize.ts';
import fc from '../random.ts';

const commands = toCommandSpecs(tools);

/** The message of the `input` error; empty if the text is valid. */
function getParseError(text: string): string {
  try {
    parseCommand(text, commands);
  } catch (thrown) {
    if (thrown instanceof LinekeeperError && thrown.code === 'input') return thrown.message;
    throw thrown;
  }
  return '';
}

describe('a command', () => {
  it.each([
    ['', 'summarize_lines', {}],
    ['   ', 'summarize_lines', {}],
    ['list', 'list_lines', {}],
    ['LIST status=down', 'list_lines', { status: ['down'] }],
    ['lines status=down', 'list_lines', { status: ['down'] }],
    ['status=down', 'list_lines', { status: ['down'] }],
    ['list status=down owner=hansen', 'list_lines', { status: ['down'], owner: 'hansen' }],
    ['list status=down,blocked status=unknown', 'list_lines', { status: ['down', 'blocked', 'unknown'] }],
    ['list owner="lars hansen" limit=5', 'list_lines', { owner: 'lars hansen', limit: 5 }],
    ['list owner=“lars hansen”', 'list_lines', { owner: 'lars hansen' }],
    ["list owner='lars hansen'", 'list_lines', { owner: 'lars hansen' }],
    ["list owner=O'Brien", 'list_lines', { owner: "O'Brien" }],
    ["list owner='Pat O'Brien'", 'list_lines', { owner: "Pat O'Brien" }],
    ['list owner=“Pat O’Brien”', 'list_lines', { owner: 'Pat O’Brien' }],
    ['list text=A&amp;B', 'list_lines', { text: 'A&B' }],
    ['list text="a=b"', 'list_lines', { text: 'a=b' }],
    ['list number-prefix=+4570', 'list_lines', { number_prefix: '+4570' }],
    ['list --status=down', 'list_lines', { status: ['down'] }],
    ['list —status=down', 'list_lines', { status: ['down'] }],
    ['find 70 30 50 50', 'find_number', { number: '70 30 50 50' }],
    ['find +45\u00a070305050', 'find_number', { number: '+45 70305050' }],
    ['find number="+45 70 30 50 50"', 'find_number', { number: '+45 70 30 50 50' }],
    ['find <tel:+4570305050|+45 70 30 50 50>', 'find_number', { number: '+45 70 30 50 50' }],
    ['70 30 50 50', 'find_number', { number: '70 30 50 50' }],
    ['audit severity=critical', 'audit_lines', { severity: ['critical'] }],
    ['summary by=account,status', 'summarize_lines', { by: ['account', 'status'] }],
    ['accounts', 'list_accounts', {}],
    ['telecomx sip-phones where=ip.mode:OPEN,roaming', 'telecomx_list_sip_phones', { where: { 'ip.mode': ['OPEN', 'roaming'] } }],
    [
      'telecomx sip-phones where=extension: where="notes:a b" limit=0',
      'telecomx_list_sip_phones',
      { where: { extension: [''], notes: ['a b'] }, limit: 0 },
    ],
    ['telecomx sip-phones where={“ip.mode”:“OPEN”}', 'telecomx_list_sip_phones', { where: { 'ip.mode': 'OPEN' } }],
    ['callgear virtual-numbers count_by=category,status', 'callgear_list_virtual_numbers', { count_by: ['category', 'status'] }],
    ['callgear sip-lines status=inactive', 'callgear_list_sip_lines', { status: 'inactive' }],
    ['callgear sip_lines employee_id=none', 'callgear_list_sip_lines', { employee_id: 'none' }],
    [
      'callgear sip-lines filter=\'{"field":"id","operator":"=","value":9}\'',
      'callgear_list_sip_lines',
      { filter: { field: 'id', operator: '=', value: 9 } },
    ],
    [
      'callgear sip-lines filter={“field”:“id”,“operator”:“=”,“value”:9}',
      'callgear_list_sip_lines',
      { filter: { field: 'id', operator: '=', value: 9 } },
    ],
    ['telecomx sip-phones full=true', 'telecomx_list_sip_phones', { full: true }],
    ['find <tel:+4570305050>', 'find_number', { number: '+4570305050' }],
    ['<tel:+4570305050>', 'find_number', { number: '+4570305050' }],
    ['find <tel:+4570305050|call us>', 'find_number', { number: '+4570305050' }],
    ['find <sip:+4570305050@pbx.example>', 'find_number', { number: 'sip:+4570305050@pbx.example' }],
    ['<sip:204@pbx.example|204@pbx.example>', 'find_number', { number: '204@pbx.example' }],
    ['list text=<mailto:a@firma.example>', 'list_lines', { text: 'a@firma.example' }],
    ['list text=<https://firma.example|firma.example>', 'list_lines', { text: 'firma.example' }],
    ['Tlf. 70 30 50 50', 'find_number', { number: 'Tlf. 70 30 50 50' }],
    ['tel: 70 30 50 50', 'find_number', { number: 'tel: 70 30 50 50' }],
    ['٧٠٣٠٥٠٥٠', 'find_number', { number: '٧٠٣٠٥٠٥٠' }],
    ['"70 30 50 50"', 'find_number', { number: '70 30 50 50' }],
    ['70305050, 70305051', 'find_number', { number: '70305050, 70305051' }],
    ['find: 70 30 50 50', 'find_number', { number: '70 30 50 50' }],
    ['FIND 70 30 50 50', 'find_number', { number: '70 30 50 50' }],
    ['lines find 70 30 50 50', 'find_number', { number: '70 30 50 50' }],
    ['/lines find 70 30 50 50', 'find_number', { number: '70 30 50 50' }],
    ['lines 70 30 50 50', 'find_number', { number: '70 30 50 50' }],
    ['lines list status=down', 'list_lines', { status: ['down'] }],
    ['linekeeper lines --status down', 'list_lines', { status: ['down'] }],
    ['Lines Audit', 'audit_lines', {}],
    ['find number: 70 30 50 50', 'find_number', { number: '70 30 50 50' }],
    ['find number = 70 30 50 50', 'find_number', { number: '70 30 50 50' }],
    ['find `70 30 50 50`', 'find_number', { number: '70 30 50 50' }],
    ['find *70 30 50 50*', 'find_number', { number: '70 30 50 50' }],
    ['find \u202a+45\u00a070305050\u202c', 'find_number', { number: '+45 70305050' }],
    ['list status = down', 'list_lines', { status: ['down'] }],
    ['list status =down', 'list_lines', { status: ['down'] }],
    ['list status= down', 'list_lines', { status: ['down'] }],
    ['list status: down', 'list_lines', { status: ['down'] }],
    ['list status:down owner: hansen', 'list_lines', { status: ['down'], owner: 'hansen' }],
    ['status: down', 'list_lines', { status: ['down'] }],
    ['list Status=DOWN', 'list_lines', { status: ['down'] }],
    ['list --status down --owner "lars hansen"', 'list_lines', { status: ['down'], owner: 'lars hansen' }],
    ['list —status down', 'list_lines', { status: ['down'] }],
    ['list --number-prefix +4570', 'list_lines', { number_prefix: '+4570' }],
    ['list status=down, blocked', 'list_lines', { status: ['down', 'blocked'] }],
    ['list status = down , blocked owner=hansen', 'list_lines', { status: ['down', 'blocked'], owner: 'hansen' }],
    ['list status=“down”,“blocked”', 'list_lines', { status: ['down', 'blocked'] }],
    ['`list status=down`', 'list_lines', { status: ['down'] }],
    ['```list status=down```', 'list_lines', { status: ['down'] }],
    ['list `status=down`', 'list_lines', { status: ['down'] }],
    ['*list* status=*down*', 'list_lines', { status: ['down'] }],
    ['list *status*=down', 'list_lines', { status: ['down'] }],
    ['list *status=down*', 'list_lines', { status: ['down'] }],
    ['list _status_=_down_', 'list_lines', { status: ['down'] }],
    ['list `owner="lars hansen"`', 'list_lines', { owner: 'lars hansen' }],
    ['“list status=down”', 'list_lines', { status: ['down'] }],
    ['list\u3000status=down\u2003owner=hansen', 'list_lines', { status: ['down'], owner: 'hansen' }],
    ['list text=http:\u2060//x', 'list_lines', { text: 'http://x' }],
    ['list text=a:b', 'list_lines', { text: 'a:b' }],
    ['list text=_a', 'list_lines', { text: '_a' }],
    ['telecomx sip-phones --full', 'telecomx_list_sip_phones', { full: true }],
    ['telecomx sip-phones --full --limit 5', 'telecomx_list_sip_phones', { full: true, limit: 5 }],
    ['CallGear SIP_Lines Status=Inactive', 'callgear_list_sip_lines', { status: 'inactive' }],
  ])('%j calls %s', (text, tool, input) => {
    expect(parseCommand(text, commands)).toEqual({ tool, input });
  });

  it.each([
    ['help', []],
    ['HELP List', ['list']],
    ['help callgear sip-lines', ['callgear', 'sip-lines']],
    ['callgear', ['callgear']],
    ['?', []],
    ['--help', []],
    ['list --help', ['list']],
    ['callgear sip-lines --help', ['callgear', 'sip-lines']],
    ['lines help', []],
  ])('%j asks for help', (text, help) => {
    expect(parseCommand(text, commands)).toEqual({ help });
  });

  it.each([
    ['lst', /Unknown command "lst": did you mean list\?/],
    ['audti', /did you mean audit\?/],
    [
      'callgear sip-liens',
      /Unknown list "sip-liens": did you mean sip-lines\? Valid: sip-lines, employees, groups, scenarios, customers and 5 more\./,
    ],
    ['list stauts=down', /Unknown filter "stauts": did you mean status\?/],
    ['list status=dwon', /Unknown status "dwon": did you mean down\?/],
    ['list down', /"down" needs a key\. .* did you mean status=down\?/],
    ['list hansen', /"hansen" needs a key\./],
    ['list stauts: down', /Unknown filter "stauts": did you mean status\?/],
    ['list stauts = down', /Unknown filter "stauts": did you mean status\?/],
    ['list --stauts down', /Unknown filter "stauts": did you mean status\?/],
    ['list status= owner=hansen', /"status" needs a value/],
    ['list --status', /"status" needs a value/],
    ['list status=', /"status" needs a value/],
    ['list owner=a owner=b', /"owner" is given twice/],
    ['telecomx sip-phones where=OPEN', /where must be FIELD=VALUE, not "OPEN"/],
    ['list limit=many', /"limit" must be a whole number from 1 to 500/],
    ['list limit=501', /"limit" must be a whole number from 1 to 500/],
    ['list owner="lars hansen', /A quote is not closed/],
    ['find', /Which number\?/],
    ['callgear sip-lines filter={"field"', /filter must be valid JSON/],
    [`${'x'.repeat(2_000)}`, /Unknown command "x+…/],
    [`${'x'.repeat(2_001)}`, /more than 2000 characters/],
    ['<!channel>', /Unknown command/],
  ])('%j is rejected with the valid choices', (text, message) => {
    expect(getParseError(text)).toMatch(message);
    expect(getParseError(text).length).toBeLessThanOrEqual(400);
  });

  it('accepts every parameter of every tool, as the shell does, but columns, which are for models', () => {
    for (const command of commands) {
      const tool = tools.find(({ name }) => name === command.tool);
      const names = Object.keys(tool?.inputSchema.properties ?? {});
      const isTyped = (name: string) => name !== 'response_format' || tool?.operation !== undefined;
      expect(command.parameters.map(({ name }) => name)).toEqual(names.filter(isTyped));
      expect(JSON.stringify(command.parameters)).not.toContain('"columns"');
      expect(command.parameters.every(({ help }) => help !== '')).toBe(true);
    }
    // A list of people cannot be typed.
    expect(tools.filter(({ name }) => !commands.some(({ tool }) => tool === name)).map(({ name }) => name)).toEqual(['compare_people']);
  });

  it('takes each word of a required list as a value', () => {
    for (const text of ['callgear number-charges 510001 510002', 'callgear number-charges 510001,510002'])
      expect(parseCommand(text, commands)).toMatchObject({ input: { number_capacity_ids: [510_001, 510_002] } });
  });

  it('has the same words as in the shell for the lists of providers', () => {
    const lists = tools.filter(({ operation }) => operation !== undefined);
    expect(commands.slice(-lists.length).map(({ words }) => words)).toEqual(
      lists.flatMap(({ operation }) => (operation ? [createListTool(operation).command] : [])),
    );
  });

  it('is parsed or rejected for any text', () => {
    const fragment = fc.oneof(
      fc.constantFrom(
        'list',
        'find',
        'lines',
        'help',
        '__proto__',
        'constructor',
        'callgear',
        'status=',
        'status:',
        '--status',
        '"',
        '“',
        "'",
        '=',
        ':',
        ',',
        ' ',
        '{',
      ),
      fc.constantFrom('<tel:1|2>', '<tel:12>', '&amp;', '—', '*', '`', '_', '70305050'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(fragment), fragments => {
        for (const text of [fragments.join(''), fragments.join(' ')]) {
          try {
            parseCommand(text, commands);
          } catch (thrown) {
            expect(thrown).toBeInstanceOf(LinekeeperError);
          }
        }
      }),
    );
  });
});

describe('tokens', () => {
  it('keep quoted texts unchanged', () => {
    const value = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter(text => !/["“”„«»&<>\p{Cf}\ufffd\u2800\u3164]/u.test(text) && text.trim() === text);
    fc.assert(
      fc.property(value, text => {
        expect(tokenize(`list owner="${text}" "${text}"`)).toEqual({ words: ['list', text], pairs: [['owner', text]] });
      }),
    );
  });
});
