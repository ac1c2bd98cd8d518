// Reads the responses of one account: quota, error or rows. Whatever a reader of the provider throws is the failure of that response.
import { getStack, LinekeeperError } from '../errors.ts';
import type { HttpResponse } from '../model/http-message.ts';
import type { Provider, Quota } from '../model/provider.ts';
import { cleanBody } from './clean-response.ts';
import { malformedError, readStatusError } from './http-status.ts';
import type { KnownSecrets } from './known-secrets.ts';
import { type ErrorReader, readRedactedError } from './redacted-error.ts';
import type { Runtime } from './runtime.ts';

/** Reads responses by the functions of their provider, without credentials. */
export class ResponseReader {
  readonly #provider: Provider;
  readonly #secrets: KnownSecrets;
  readonly #runtime: Runtime;

  constructor(provider: Provider, secrets: KnownSecrets, runtime: Runtime) {
    this.#provider = provider;
    this.#secrets = secrets;
    this.#runtime = runtime;
  }

  /** The quota that a response reports. Throws `malformed` for one that cannot be read. */
  readQuota({ body }: HttpResponse): Quota | undefined {
    return this.guard(() => this.#provider.readQuota?.(body));
  }

  /** The error that a response reports, by the readers in their order or else by its status; undefined if it succeeded. */
  readError(response: HttpResponse, ...readers: readonly ErrorReader[]): LinekeeperError | undefined {
    for (const reader of [...readers, this.#provider.readError]) {
      const error = this.guard(() => readRedactedError(reader, response, this.#secrets.forErrors));
      if (error !== undefined) return error;
    }
    return readStatusError(response, this.#runtime.clock.now());
  }

  /** Passes the cleaned body to `read`, and returns its result. */
  readBody<T>({ body, text }: HttpResponse, read: (body: unknown) => T): T {
    return this.guard(() => read(cleanBody(body, text, this.#secrets.forRows)));
  }

  /** A reader that throws anything but a `LinekeeperError` has met a value that it does not expect: the response is malformed. */
  guard<T>(read: () => T): T {
    try {
      return read();
    } catch (thrown) {
      if (thrown instanceof LinekeeperError) throw thrown;
      this.#runtime.log?.(`${this.#provider.name}: a response could not be read: ${getStack(thrown)}`);
      throw malformedError('a value that cannot be read');
    }
  }
}
