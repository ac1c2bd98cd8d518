// The page of a host in the browser: it embeds the view in a sandboxed frame and plays its part with the official bridge.
import { AppBridge, type McpUiHostContext, PostMessageTransport } from '@modelcontextprotocol/ext-apps/app-bridge';

type Call = NonNullable<AppBridge['oncalltool']>;

declare global {
  interface Window {
    /** Answers calls; put in by the test. */
    callTool(params: Parameters<Call>[0]): ReturnType<Call>;
    /** Opens the view; resolves when it has said that it is ready. */
    openView(hostContext: McpUiHostContext): Promise<void>;
    bridge: AppBridge;
    view: Window;
    /** Heights that the view has told. */
    heights: number[];
  }
}

window.heights = [];

window.openView = async hostContext => {
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
  await window.bridge.connect(new PostMessageTransport(window.view, window.view));
  frame.src = '/view';
  await ready;
};
