// Environment variables as settings.

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A variable without white space around it; undefined if it is not set or empty. */
export const readVariable = (environment: Environment, name: string): string | undefined => environment[name]?.trim() || undefined;
