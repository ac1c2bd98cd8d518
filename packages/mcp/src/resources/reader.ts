// The interface of resource readers.
import type { Tool, ToolContext } from '@linekeeper/core';

/** A text content of a resource; the URI is added by the caller. */
export interface ResourceContent {
  mimeType: string;
  text: string;
}

/** What a reader needs to run tools. */
interface ReadContext {
  tools: readonly Tool[];
  toolContext: ToolContext;
  /** Size limit of an exported file, in bytes of JSON. */
  maxResourceBytes: number;
}

/** Reads one kind of resource; undefined if the URI names none. Throws `LinekeeperError`. */
export type ResourceReader = (url: URL, context: ReadContext) => Promise<{ json: object } | { contents: ResourceContent[] } | undefined>;

/** The decoded segments of a path; undefined if its percent-encoding is invalid. */
export function parsePathSegments({ pathname }: URL): string[] | undefined {
  try {
    return pathname.split('/').slice(1).map(decodeURIComponent);
  } catch {
    return undefined;
  }
}
