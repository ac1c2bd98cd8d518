// The page of a host in the browser: it embeds the view in a sandboxed frame and plays its part with the official bridge.
import { AppBridge, type McpUiHostContext, PostMessageTransport } from '@modelcontextprotocol/ext-apps/app-bridge';

type Call = NonNullable<AppBridge['oncalltool']>;
type Result = Parameters<AppBridge['sendToolResult']>[0];

declare global {
  interface Window {
    /** Answers calls; put in by the test. */
    callTool(params: Parameters<Call>[0]): ReturnType<Call>;
    /** Opens the view, with a result before it is ready or without; resolves when it has said that it is ready. */
    openView(hostContext: McpUiHostContext, early: Result | undefined): Promise<void>;
    /** Sends a request as it is, beside the bridge; resolves to the whole response. */
    ask(method: string): Promise<unknown>;
    /** Posts to the view from a window that is not its host's. */
    postFromAnother(message: unknown): void;
    bridge: AppBridge;
    view: Window;
    /** Heights that the view has told. */
    heights: number[];
  }
}

window.heights = [];

window.openView = async (hostContext, early) => {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  document.body.replaceChildren(frame);
  if (frame.contentWindow === null) throw new Error('the frame has no window');
  window.view = frame.contentWindow;
  window.bridge = new AppBridge(null, { name: 'host-of-the-tests', version: '1.0.0' }, { serverTools: {} }, { hostContext });
  window.bridge.oncalltool = params => window.callTool(params);
  window.bridge.addEventListener('sizechange', ({ height = 0 }) => {
    window.heights.push(height);
    frame.style.height = `${height}px`;
  });
  const ready = new Promise<void>(resolve => window.bridge.addEventListener('initialized', () => resolve()));
  if (early === undefined) await window.bridge.connect(new PostMessageTransport(window.view, window.view));
  frame.src = '/view';
  if (early === undefined) return await ready;
  // The view has asked for its host before it was loaded whole, and nobody has heard: no response will ever come.
  await new Promise(resolve => frame.addEventListener('load', resolve, { once: true }));
  await window.bridge.connect(new PostMessageTransport(window.view, window.view));
  await window.bridge.sendToolResult(early);
};

window.ask = method =>
  new Promise(resolve => {
    const id = `beside the bridge ${performance.now()}`;
    window.addEventListener('message', function hear({ data }) {
      if (data?.id !== id) return;
      window.removeEventListener('message', hear);
      resolve(data);
    });
    window.view.postMessage({ jsonrpc: '2.0', id, method }, '*');
  });

window.postFromAnother = message => {
  const other = document.createElement('iframe');
  document.body.append(other);
  const script = document.createElement('script');
  script.textContent = `parent.view.postMessage(${JSON.stringify(message)}, '*')`;
  other.contentDocument?.body.append(script);
};
