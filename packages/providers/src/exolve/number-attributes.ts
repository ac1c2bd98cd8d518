// `GetAttributes`: the state of one purchased number, where its calls go, and what listens in on them. No list tells the state.
import { type Enrichment, isRecord, malformedError, type Scalar } from '@linekeeper/core';

/** The address without what follows its path, or stands before its host: that may hold a key. */
export function stripUrlSecrets(url: Scalar): string {
  return String(url)
    .replace(/[?#].*/s, '')
    .replace(/^([a-z]+:\/\/)[^/@]*@/i, '$1');
}

/** How calls are forwarded, by the API's codes. */
const forwardingTypes: ReadonlyMap<string, string> = new Map([
  ['0', 'none'],
  ['1', 'sip'],
  ['2', 'number'],
  ['3', 'server'],
  ['4', 'static_ip'],
]);

/** The attributes of a purchased number. */
export const numberAttributes: Enrichment = {
  adds: 'state and services',
  fields: {
    status_name: { description: 'State, such as Active' },
    number_resource_id: { description: 'Number id', transform: String },
    attributes: {
      description: 'Settings',
      fields: {
        call_record: { description: 'Whether calls are recorded' },
        call_forwarding_type: {
          description: 'none, sip, number (also a SIP ID), server (decides each call) or static_ip',
          transform: code => forwardingTypes.get(String(code)) ?? code,
        },
        call_forwarding_sip: { description: 'Forwarded to a SIP account', fields: { sip_uri: { description: 'SIP address' } } },
        call_forwarding_number: {
          description: 'Forwarded to a number or a SIP ID',
          fields: {
            redirect_type: { description: '1: one, 2: one after another, 3: all at once' },
            call_control: {
              list: true,
              description: 'Numbers, and when they ring',
              fields: {
                period: { description: 'When' },
                period_description: { description: 'When, in words' },
                timeout: { description: 'Seconds that it rings' },
                active: { description: 'true: calls ring there; false: they are dropped' },
                name: { description: 'Name' },
                redirect_number: { description: 'Number' },
                dtmf: { description: 'Extension' },
              },
            },
            event_url: { description: 'Address that is told of calls', transform: stripUrlSecrets },
            event_extended: { description: 'Whether it is told more' },
            file_to_a: { description: 'Message for the caller' },
            file_to_b: { description: 'Message for the called' },
            answer: { description: 'Whether the message plays before the answer' },
            masking: { description: "Whether the caller's number is hidden" },
            display_number: { description: 'Number that is presented' },
          },
        },
        call_forwarding_ipcr: {
          description: 'Forwarded as a server decides',
          fields: {
            url: { description: 'Address of the server', transform: stripUrlSecrets },
            reserve: { description: 'Number if it is down' },
          },
        },
        call_transcribation: { description: 'Whether calls are written down' },
        incoming_sms_enabled: { description: 'Whether SMS are received' },
        speech_analytics: { description: 'Whether speech is analyzed' },
        amd: { description: 'Whether answering machines are detected' },
      },
    },
  },
  columns: ['status_name', 'attributes.call_forwarding_type', 'attributes.call_record'],
  request: number_code =>
    /^\d{1,15}$/.test(number_code)
      ? { method: 'POST', path: '/number/v1/GetAttributes', body: { number_code: Number(number_code) } }
      : undefined,
  read: body => {
    if (!isRecord(body)) throw malformedError('an object');
    return body;
  },
};
