// The bare server over stdio.
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { bareFactory } from './bare-factory.ts';

serveStdio(bareFactory({ account: 'none', rows: [], returned: 0 }));
