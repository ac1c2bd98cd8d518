// Entry of `pnpm start`: the tour without arguments, the shell command otherwise.
import { main } from './main.ts';

const args = process.argv.slice(2);
await main(args.length === 0 ? ['tour'] : args);
