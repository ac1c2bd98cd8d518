// The baseline server over stdio.
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { createBareFactory } from './bare-factory.ts';

serveStdio(createBareFactory({ account: 'none', rows: [], returned: 0 }));
