// Replaces the SDK's Node shims in builds, without its JSON Schema validator, which is a third of the SDK's size.
export { default as process } from 'node:process';

/** The SDK validates elicitation responses with it. Linekeeper elicits nothing, and tools validate their own arguments. */
export class DefaultJsonSchemaValidator {
  getValidator(): never {
    throw new Error('the JSON Schema validator of the SDK is not bundled');
  }
}
