// What the host says of its own looks, taken over; and this page's height, told to the host.
import { type Fields, fieldsOf } from './json-values.ts';

const page = document.documentElement;

/** Applies what a host's context says; what it does not say stays. */
export function lookLike(context: Fields): void {
  const { theme, displayMode } = context;
  if (theme === 'light' || theme === 'dark') page.style.colorScheme = theme;
  if (typeof displayMode === 'string') page.dataset.mode = displayMode;
  for (const [name, value] of Object.entries(fieldsOf(fieldsOf(context.styles).variables))) {
    if (name.startsWith('--') && typeof value === 'string') page.style.setProperty(name, value);
  }
}

/** Tells the page's height in pixels whenever it changes, until the answer is called. */
export function tellHeight(tell: (height: number) => void): () => void {
  let told = 0;
  const observer = new ResizeObserver(() => {
    const height = Math.ceil(page.getBoundingClientRect().height);
    if (height !== told) tell(height);
    told = height;
  });
  observer.observe(page);
  return () => observer.disconnect();
}
