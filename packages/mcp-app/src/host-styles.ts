// Applies the host's theme and styles to the page, and reports the page's height to the host.
import { type JsonObject, toJsonObject } from './json-values.ts';

const page = document.documentElement;

/** Applies a host context of MCP Apps; settings that it lacks stay unchanged. */
export function applyHostContext(context: JsonObject): void {
  const { theme, displayMode } = context;
  if (theme === 'light' || theme === 'dark') page.style.colorScheme = theme;
  if (typeof displayMode === 'string') page.dataset.mode = displayMode;
  for (const [name, value] of Object.entries(toJsonObject(toJsonObject(context.styles).variables))) {
    if (name.startsWith('--') && typeof value === 'string') page.style.setProperty(name, value);
  }
}

/** Calls `onHeight` with the page's height in pixels whenever it changes. Returns a function that stops it. */
export function reportHeight(onHeight: (height: number) => void): () => void {
  let lastHeight = 0;
  const observer = new ResizeObserver(() => {
    const height = Math.ceil(page.getBoundingClientRect().height);
    if (height !== lastHeight) onHeight(height);
    lastHeight = height;
  });
  observer.observe(page);
  return () => observer.disconnect();
}
