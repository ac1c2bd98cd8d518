// The built inventory view: small, self-contained, and without ways to turn text into markup.
import { describe, expect, it } from 'vitest';
import { buildView } from '../../packages/mcp-app/build.ts';

const page = await buildView();

describe('the view', () => {
  it('is under 21 KB', () => {
    expect(Buffer.byteLength(page)).toBeLessThan(21_000);
  });

  it('is one document with one style and one script, without external resources', () => {
    for (const tag of ['script', 'style']) expect(page.match(new RegExp(`<${tag}\\b`, 'g'))).toHaveLength(1);
    expect(page).not.toMatch(
      /<(link|img|iframe|object|embed|base|form|svg)\b|\b(https?|blob|javascript):|['"(]data:|url\(|@import|\bimport\(/i,
    );
    expect(page).toContain("default-src 'none'");
  });

  it('uses no API that parses or executes text', () => {
    expect(page).not.toMatch(
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|srcdoc|\beval\b|new Function/,
    );
  });

  it('uses no network, storage or cookies', () => {
    expect(page).not.toMatch(/\b(fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon|localStorage|sessionStorage|indexedDB|cookie)\b/);
  });

  it('is the same for every build', async () => {
    expect(await buildView()).toBe(page);
  });
});
