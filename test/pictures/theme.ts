// The colors of the pictures, for pages with a light and a dark background.

/** Colors by what they are for. */
export interface Theme {
  name: 'light' | 'dark';
  background: string;
  text: string;
  muted: string;
  border: string;
  /** The header row of a table, and the title bar of a terminal. */
  band: string;
  link: string;
  /** The sixteen colors of a terminal: eight, and their bright forms. */
  palette: readonly string[];
}

/** Both themes. Their texts have a contrast of at least 4.5 to the background. */
export const themes: readonly Theme[] = [
  {
    name: 'light',
    background: '#ffffff',
    text: '#1f2328',
    muted: '#59636e',
    border: '#d1d9e0',
    band: '#f6f8fa',
    link: '#0b57d0',
    palette: [
      ...['#1f2328', '#b3201a', '#116329', '#7d4e00', '#0550ae', '#8250df', '#0f6674', '#59636e'],
      ...['#59636e', '#b3201a', '#116329', '#7d4e00', '#0550ae', '#8250df', '#0f6674', '#1f2328'],
    ],
  },
  {
    name: 'dark',
    background: '#0d1117',
    text: '#e6edf3',
    muted: '#9198a1',
    border: '#3d444d',
    band: '#151b23',
    link: '#79c0ff',
    palette: [
      ...['#484f58', '#ff7b72', '#56d364', '#e3b341', '#79c0ff', '#d2a8ff', '#56d4dd', '#b1bac4'],
      ...['#9198a1', '#ffa198', '#7ee787', '#f2cc60', '#a5d6ff', '#e2c5ff', '#b3f0ff', '#ffffff'],
    ],
  },
];

/** Escapes text for XML. Word joiners, which have no width, are dropped. */
export const escapeXml = (text: string): string =>
  text.replaceAll('\u2060', '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
