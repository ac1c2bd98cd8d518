// What the builds of the command and of the functions share.
import { mkdir, rename, rm } from 'node:fs/promises';

/** Defines `require`, which bundled CommonJS packages call, in an ES module. */
export const requireBanner = {
  js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
};

interface ToolSchemas {
  name: string;
  inputSchema: object;
  outputSchema: object;
}

/** The constant `preparedSchemas`, which spares a bundle to build the schemas of the tools at each start. As texts, they cost a start nothing until they are parsed. */
export const defineSchemas = (tools: readonly ToolSchemas[]) => ({
  preparedSchemas: JSON.stringify(
    Object.fromEntries(tools.map(({ name, inputSchema, outputSchema }) => [name, JSON.stringify({ inputSchema, outputSchema })])),
  ),
});

/** Runs a build into a temporary directory, which replaces `directory` when it is complete: a running command never reads half a build. */
export async function buildInto<T>(directory: string, build: (outdir: string) => Promise<T>): Promise<T> {
  const outdir = `${directory}.${process.pid}`;
  await rm(outdir, { recursive: true, force: true });
  await mkdir(outdir);
  const result = await build(outdir);
  await rename(directory, `${outdir}.old`).catch(() => {});
  await rename(outdir, directory);
  await rm(`${outdir}.old`, { recursive: true, force: true });
  return result;
}
