// The view as a host shows it in a headless browser: pages with the host's part in them, and what goes wrong there.
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AppBridge } from '@modelcontextprotocol/ext-apps/app-bridge';
import { build } from 'esbuild';
import { type Browser, chromium, type FrameLocator, type Page } from 'playwright-core';
import { afterAll } from 'vitest';
import type { Called } from '../mcp/clients.ts';

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

export const hasChromium = existsSync(executablePath);

/** Says what is not tested here. */
export function skipAloud(what: string): void {
  if (!hasChromium) process.stderr.write(`SKIPPED without ${executablePath}: ${what}\n`);
}

export interface Asked {
  name: string;
  arguments?: Record<string, unknown>;
}

/** A page of the host with the view in it. */
export interface Shown {
  page: Page;
  view: FrameLocator;
  /** Dialogs, errors, refusals of the browser's, and whatever was fetched beside the two pages: nothing, if all is well. */
  wrongs: string[];
  /** The calls that came from the view. */
  calls: Asked[];
  /** Hands over the arguments of a call, then its result. */
  hand(args: Record<string, unknown>, result: Called): Promise<void>;
}

export interface Showing {
  /** Answers the view's calls. */
  answer?: (asked: Asked) => Promise<Called>;
  context?: { theme?: 'light' | 'dark' };
  width?: number;
  colorScheme?: 'light' | 'dark';
  /** Its time goes on as the test says. */
  clock?: boolean;
  /** A result that comes before the view is ready. */
  early?: Called;
}

/** What a host makes of an empty `csp`, by the specification's defaults. */
const policy = [
  "default-src 'none'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "media-src 'self' data:",
  "connect-src 'none'",
  "frame-src 'none'",
  "object-src 'none'",
  "base-uri 'self'",
].join('; ');

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

/** Starts a browser for one file of tests; the answer opens the view in it. */
export async function browserWith(view: string): Promise<(showing?: Showing) => Promise<Shown>> {
  const [browser, url] = await Promise.all([
    chromium.launch({ executablePath, args: [...flags, '--disable-component-update', '--disable-sync'] }),
    serve({ '/': await hostPage(), '/view': view }),
  ]);
  afterAll(() => browser.close());
  return showing => show(browser, url, showing);
}

async function hostPage(): Promise<string> {
  const entry = `${import.meta.dirname}/view-host.ts`;
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    legalComments: 'none',
  });
  const script = outputFiles[0]?.text.replaceAll('</script', '<\\/script') ?? '';
  const style = 'body { margin: 0 } iframe { display: block; width: 100%; height: 300px; border: 0 }';
  return `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>Host</title><style>${style}</style><body><script>${script}</script>`;
}

async function serve(pages: Readonly<Record<string, string>>): Promise<string> {
  const server = createServer(({ url = '' }, response) => {
    const text = pages[url];
    response.writeHead(text === undefined ? 404 : 200, {
      'content-type': 'text/html; charset=utf-8',
      ...(url === '/view' && { 'content-security-policy': policy }),
    });
    response.end(text);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => void server.close());
  // A TCP server that listens has an address of this shape.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function show(browser: Browser, url: string, showing: Showing = {}): Promise<Shown> {
  const { answer, context = {}, width = 700, colorScheme, clock = false, early } = showing;
  const page = await browser.newPage({ viewport: { width, height: 900 }, ...(colorScheme !== undefined && { colorScheme }) });
  page.setDefaultTimeout(10_000);
  const wrongs: string[] = [];
  const calls: Asked[] = [];
  watch(page, [`${url}/`, `${url}/view`], wrongs);
  await page.exposeFunction('callTool', async (asked: Asked) => {
    calls.push(asked);
    if (answer === undefined) throw new Error('nothing was to be called');
    return await answer(asked);
  });
  if (clock) await page.clock.install();
  await page.goto(`${url}/`);
  await page.evaluate(([given, result]) => window.openView(given, result), [context, resultOf(early)] as const);
  return {
    page,
    view: page.frameLocator('iframe'),
    wrongs,
    calls,
    async hand(args, result) {
      await page.evaluate(given => window.bridge.sendToolInput({ arguments: given }), args);
      await page.evaluate(given => window.bridge.sendToolResult(given), resultOf(result));
    },
  };
}

type Result = Parameters<AppBridge['sendToolResult']>[0];

/** What a client got is what its host hands on. */
const resultOf = <T extends Called | undefined>(result: T) => result as T & Result;

function watch(page: Page, known: readonly string[], wrongs: string[]): void {
  page.on('dialog', dialog => {
    wrongs.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', error => void wrongs.push(`error: ${error.message}`));
  page.on('console', message => {
    if (message.type() === 'error') wrongs.push(`console: ${message.text()}`);
  });
  page.on('request', request => {
    if (!known.includes(request.url())) wrongs.push(`request: ${request.url()}`);
  });
  page.on('popup', popup => void wrongs.push(`popup: ${popup.url()}`));
}
