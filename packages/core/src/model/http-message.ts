// One HTTP request of a provider call, and the response to it.

export interface HttpRequest {
  method: 'GET' | 'POST';
  /** Joined to the account's base URL; empty for the base URL itself. */
  path: string;
  /** Absent values are left out. */
  query?: Record<string, string | number | boolean | undefined>;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  body?: Record<string, unknown>;
}

export interface HttpAnswer {
  status: number;
  header(name: string): string | undefined;
  text: string;
  /** The parsed body; undefined where it is no JSON. */
  body: unknown;
}
