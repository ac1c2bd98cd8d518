// Opens the view in a fake host in headless Chromium, and records errors, dialogs and unexpected requests.
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AppBridge } from '@modelcontextprotocol/ext-apps/app-bridge';
import { build } from 'esbuild';
import { type Browser, chromium, type FrameLocator, type Page } from 'playwright-core';
import { afterAll } from 'vitest';
import type { CallResult } from '../mcp/clients.ts';

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** Whether the browser tests can run. */
export const hasChromium = existsSync(executablePath);

/** Warns on stderr that tests are skipped without Chromium. */
export function reportSkipped(tests: string): void {
  if (!hasChromium) process.stderr.write(`SKIPPED without ${executablePath}: ${tests}\n`);
}

/** Parameters of `tools/call`. */
export interface CallParams {
  name: string;
  arguments?: Record<string, unknown>;
}

/** A page of the fake host with the view in it. */
export interface ViewPage {
  /** The host's page. */
  page: Page;
  /** The view's frame. */
  view: FrameLocator;
  /** Dialogs, errors, CSP violations, popups, and requests other than for the two pages. */
  problems: string[];
  /** Tool calls of the view. */
  calls: CallParams[];
  /** Sends the arguments of a tool call to the view, then its result. */
  sendResult(args: Record<string, unknown>, result: CallResult): Promise<void>;
}

/** How the view is opened. */
export interface ViewOptions {
  /** Handles tool calls of the view; by default they fail. */
  callTool?: (params: CallParams) => Promise<CallResult>;
  /** The host context. */
  context?: { theme?: 'light' | 'dark' };
  width?: number;
  colorScheme?: 'light' | 'dark';
  /** Whether the test controls the page's time. */
  fakeClock?: boolean;
  /** A result that the host sends before the view is initialized. */
  earlyResult?: CallResult;
}

/** The Content-Security-Policy of a host for an empty `csp`, by the defaults of MCP Apps. */
const contentSecurityPolicy = [
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

const chromiumFlags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

/** Starts a browser for one test file. Resolves to a function that opens the view. */
export async function launchBrowser(view: string): Promise<(options?: ViewOptions) => Promise<ViewPage>> {
  const [browser, url] = await Promise.all([
    chromium.launch({ executablePath, args: [...chromiumFlags, '--disable-component-update', '--disable-sync'] }),
    serve({ '/': await buildHostPage(), '/view': view }),
  ]);
  afterAll(() => browser.close());
  return options => openView(browser, url, options);
}

async function buildHostPage(): Promise<string> {
  const entry = `${import.meta.dirname}/fake-host.ts`;
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
      ...(url === '/view' && { 'content-security-policy': contentSecurityPolicy }),
    });
    response.end(text);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => void server.close());
  // A listening TCP server has an AddressInfo.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function openView(browser: Browser, url: string, options: ViewOptions = {}): Promise<ViewPage> {
  const { callTool, context = {}, width = 700, colorScheme, fakeClock = false, earlyResult } = options;
  const page = await browser.newPage({ viewport: { width, height: 900 }, ...(colorScheme !== undefined && { colorScheme }) });
  page.setDefaultTimeout(10_000);
  const problems: string[] = [];
  const calls: CallParams[] = [];
  recordProblems(page, [`${url}/`, `${url}/view`], problems);
  await page.exposeFunction('callTool', async (params: CallParams) => {
    calls.push(params);
    if (callTool === undefined) throw new Error('unexpected tool call');
    return await callTool(params);
  });
  if (fakeClock) await page.clock.install();
  await page.goto(`${url}/`);
  await page.evaluate(([hostContext, result]) => window.openView(hostContext, result), [context, toBridgeResult(earlyResult)] as const);
  return {
    page,
    view: page.frameLocator('iframe'),
    problems,
    calls,
    async sendResult(args, result) {
      await page.evaluate(toolArguments => window.bridge.sendToolInput({ arguments: toolArguments }), args);
      await page.evaluate(bridgeResult => window.bridge.sendToolResult(bridgeResult), toBridgeResult(result));
    },
  };
}

type Result = Parameters<AppBridge['sendToolResult']>[0];

/** A host passes the result of its client on unchanged. */
const toBridgeResult = <T extends CallResult | undefined>(result: T) => result as T & Result;

function recordProblems(page: Page, expectedUrls: readonly string[], problems: string[]): void {
  page.on('dialog', dialog => {
    problems.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', error => void problems.push(`error: ${error.message}`));
  page.on('console', message => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  page.on('request', request => {
    if (!expectedUrls.includes(request.url())) problems.push(`request: ${request.url()}`);
  });
  page.on('popup', popup => void problems.push(`popup: ${popup.url()}`));
}
