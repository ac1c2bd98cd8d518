// `pnpm start`: the tour where nothing is asked, the shell command otherwise.
import { main } from './main.ts';

const asked = process.argv.slice(2);
await main(asked.length === 0 ? ['tour'] : asked);
