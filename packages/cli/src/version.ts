// The version that every surface names.
import packageJson from '../package.json' with { type: 'json' };

export const { version } = packageJson;
