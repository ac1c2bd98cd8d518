// Icons for hosts that show them, as `data:` URIs, so that no request is needed to load them.
import type { Icon } from '@modelcontextprotocol/server';

/** Escapes characters that are not allowed in a URI, and `#`, which would start a fragment. */
const escapeForDataUri = (text: string) => text.replace(/[<># ]/g, character => encodeURIComponent(character));

const svgIcon = (path: string): Icon[] => [
  {
    src: `data:image/svg+xml,${escapeForDataUri(`<svg xmlns='http://www.w3.org/2000/svg' viewBox='0,0,24,24'><path fill='#27e' d='${path}'/></svg>`)}`,
  },
];

/** The server's icon: a telephone receiver. */
export const serverIcons = svgIcon('M7,2L3,6c0,8,7,15,15,15l4-4-5-4-3,2c-2-1-4-3-5-5l2-3z');

/** Icons of the questions, by tool name. Providers' operations have none: the size of a tool definition is limited, and theirs is needed for parameters. */
export const toolIcons: Readonly<Record<string, Icon[]>> = {
  list_lines: svgIcon('M3,5h18v2H3zm0,6h18v2H3zm0,6h18v2H3z'),
  find_number: svgIcon('M10,2a8,8,0,1,0,5,14l6,6,1-1-6-6A8,8,0,0,0,10,2z'),
  audit_lines: svgIcon('M12,2L1,21h22zm-1,7h2v6h-2zm0,8h2v2h-2z'),
  summarize_lines: svgIcon('M3,12h4v9H3zm7-9h4v18h-4zm7,5h4v13h-4z'),
  list_accounts: svgIcon('M8,7a5,5,0,1,0,1,10l2-2h3v3h4v-3h3v-4H13z'),
};
