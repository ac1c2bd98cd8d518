// What a build puts in the place of the SDK's own choice for Node: without the checker of JSON Schemas, which is a third of the SDK.
export { default as process } from 'node:process';

/** The SDK checks by it what clients are asked to fill in; nothing here asks them, and tools check their own arguments. */
export class DefaultJsonSchemaValidator {
  getValidator(): never {
    throw new Error('no JSON Schema is checked by the SDK here');
  }
}
