// Script of the fake host's page: embeds the view in a sandboxed frame, and talks to it through the official AppBridge.
import { AppBridge, type McpUiHostContext, PostMessageTransport } from '@modelcontextprotocol/ext-apps/app-bridge';

type CallHandler = NonNullable<AppBridge['oncalltool']>;
type Result = Parameters<AppBridge['sendToolResult']>[0];

declare global {
  interface Window {
    /** Handles tool calls of the view; exposed by the test. */
    callTool(params: Parameters<CallHandler>[0]): ReturnType<CallHandler>;
    /** Opens the view. Resolves when it is initialized, or when the early result was sent, if there is one. */
    openView(hostContext: McpUiHostContext, earlyResult: Result | undefined): Promise<void>;
    /** Sends a request to the view without the bridge; resolves to the whole response. */
    sendRequest(method: string): Promise<unknown>;
    /** Posts to the view from a window other than its host. */
    postFromOtherWindow(message: unknown): void;
    bridge: AppBridge;
    /** The view's window. */
    view: Window;
    /** Heights that the view has reported. */
    heights: number[];
  }
}

window.heights = [];

window.openView = async (hostContext, earlyResult) => {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  document.body.replaceChildren(frame);
  if (frame.contentWindow === null) throw new Error('the frame has no window');
  window.view = frame.contentWindow;
  window.bridge = new AppBridge(null, { name: 'fake-host', version: '1.0.0' }, { serverTools: {} }, { hostContext });
  window.bridge.oncalltool = params => window.callTool(params);
  window.bridge.addEventListener('sizechange', ({ height = 0 }) => {
    window.heights.push(height);
    frame.style.height = `${height}px`;
  });
  const ready = new Promise<void>(resolve => window.bridge.addEventListener('initialized', () => resolve()));
  if (earlyResult === undefined) await window.bridge.connect(new PostMessageTransport(window.view, window.view));
  frame.src = '/view';
  if (earlyResult === undefined) return await ready;
  // The bridge connects after the view has sent `ui/initialize`, so the view never gets a response to it.
  await new Promise(resolve => frame.addEventListener('load', resolve, { once: true }));
  await window.bridge.connect(new PostMessageTransport(window.view, window.view));
  await window.bridge.sendToolResult(earlyResult);
};

window.sendRequest = method =>
  new Promise(resolve => {
    const id = `without the bridge ${performance.now()}`;
    window.addEventListener('message', function onResponse({ data }) {
      if (data?.id !== id) return;
      window.removeEventListener('message', onResponse);
      resolve(data);
    });
    window.view.postMessage({ jsonrpc: '2.0', id, method }, '*');
  });

window.postFromOtherWindow = message => {
  const other = document.createElement('iframe');
  document.body.append(other);
  const script = document.createElement('script');
  script.textContent = `parent.view.postMessage(${JSON.stringify(message)}, '*')`;
  other.contentDocument?.body.append(script);
};
