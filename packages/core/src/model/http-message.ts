// An HTTP request to a provider's API, and the response to it.

/** A request as an operation or a login describes it; the connection adds the credentials and the base URL. */
export interface HttpRequest {
  method: 'GET' | 'POST';
  /** Appended to the account's base URL; empty for the base URL itself. */
  path: string;
  /** Undefined values are left out. */
  query?: Record<string, string | number | boolean | undefined>;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  body?: Record<string, unknown>;
}

/** A response with any status, its body read to the end. */
export interface HttpResponse {
  status: number;
  /** The value of a header, in any case; undefined if it is absent. */
  header(name: string): string | undefined;
  text: string;
  /** The body parsed as JSON; undefined if it is not JSON. */
  body: unknown;
}
