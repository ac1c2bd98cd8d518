// The attributes of one purchased number, as Exolve's page of `GetAttributes` describes them.
import type { KazanOffice, OwnedNumber } from '../company/kazan.ts';
import type { Json, JsonObject } from '../json.ts';
import { ExolveError } from './errors.ts';
import { type Message, readUint64 } from './message.ts';

/** `ForwardingType`, and the settings of each way of forwarding. */
function toForwarding({ forwarding }: OwnedNumber): JsonObject {
  if (forwarding === undefined) return { call_forwarding_type: 0 };
  if ('call_forwarding_sip' in forwarding) return { call_forwarding_type: 1, ...forwarding };
  if ('call_forwarding_ipcr' in forwarding) return { call_forwarding_type: 3, ...forwarding };
  if ('call_forwarding_ip_static' in forwarding) return { call_forwarding_type: 4 };
  const { redirect_type, redirect_number } = forwarding.call_forwarding_number;
  return {
    call_forwarding_type: 2,
    call_forwarding_number: {
      redirect_type,
      call_control: [{ period: '', timeout: '30', active: true, name: 'Дежурный', redirect_number, dtmf: '' }],
      event_url: 'https://events.nordlys.example/calls?key=secret-event-key',
      event_extended: false,
      file_to_a: '',
      file_to_b: '',
      answer: false,
      masking: false,
      display_number: '',
    },
  };
}

/** The body of a `GetAttributes` response. Recording is off for the numbers without a SIP connection. Throws an ExolveError. */
export function getAttributes({ numbers }: KazanOffice, message: Message): Json {
  const code = readUint64(message, 'number_code');
  const index = numbers.findIndex(({ number_name }) => number_name === String(code));
  const number = numbers[index];
  if (number === undefined) throw new ExolveError(404, 'number not found');
  return {
    number_resource_id: String(94_000 + index),
    status_name: number.type_name === 'KDU' && index % 2 === 0 ? '' : 'Active',
    attributes: {
      call_record: number.hasSip,
      ...toForwarding(number),
      call_transcribation: false,
      incoming_sms_enabled: number.number_options.incoming_sms,
      speech_analytics: false,
      amd: false,
    },
  };
}
