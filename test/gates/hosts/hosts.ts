// The hosts of the gate: their packages at exact versions, and how each is told of the scripted model and of the command.

/** What a host is configured with. */
export interface HostContext {
  /** Base URL of the scripted model. */
  model: string;
  /** Program and arguments of the MCP server. */
  command: readonly [string, ...string[]];
}

/** One host. */
export interface Host {
  name: string;
  package: string;
  version: string;
  /** The program below `node_modules`. */
  program: string;
  /** Files that it reads, by their path in the home folder. */
  files(context: HostContext): Record<string, unknown>;
  args: readonly string[];
  environment(context: HostContext): Record<string, string>;
  /** Arguments that the host adds to the schema of every tool, and its model to every call. */
  extraInput?: object;
  /** The prefix of its tools where the model searches them first, and calls them through another one. */
  deferredPrefix?: string;
}

const platform = `${process.platform}-${process.arch}`;

const splitCommand = ({ command: [command, ...args] }: HostContext) => ({ command, args });

export const hosts: readonly Host[] = [
  {
    name: 'Claude Code',
    package: '@anthropic-ai/claude-code',
    version: '2.1.332',
    program: `@anthropic-ai/claude-code-${platform}/claude`,
    files: context => ({ 'mcp.json': { mcpServers: { linekeeper: splitCommand(context) } } }),
    args: ['-p', 'go', '--mcp-config', 'mcp.json', '--strict-mcp-config', '--allowedTools', 'mcp__linekeeper'],
    environment: ({ model }) => ({
      ANTHROPIC_BASE_URL: model,
      ANTHROPIC_API_KEY: 'fake-key',
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      ENABLE_TOOL_SEARCH: 'false',
    }),
  },
  {
    name: 'Codex',
    package: '@openai/codex',
    version: '0.171.0',
    program: '.bin/codex',
    files: ({ model, command: [command, ...args] }) => ({
      '.codex/config.toml': [
        'model = "gpt-5"',
        'model_provider = "scripted"',
        '[model_providers.scripted]',
        'name = "scripted"',
        `base_url = "${model}/v1"`,
        'wire_api = "responses"',
        'env_key = "FAKE_KEY"',
        '[mcp_servers.linekeeper]',
        `command = ${JSON.stringify(command)}`,
        `args = ${JSON.stringify(args)}`,
      ].join('\n'),
    }),
    args: ['exec', '--skip-git-repo-check', '--dangerously-bypass-approvals-and-sandbox', 'go'],
    environment: () => ({ FAKE_KEY: 'fake-key' }),
  },
  {
    name: 'Copilot CLI',
    package: '@github/copilot',
    version: '1.0.102',
    program: '.bin/copilot',
    files: context => ({ 'mcp.json': { mcpServers: { linekeeper: { type: 'local', tools: ['*'], ...splitCommand(context) } } } }),
    args: ['-p', 'go', '--allow-all-tools', '--no-color', '--additional-mcp-config', '@mcp.json'],
    environment: ({ model }) => ({
      COPILOT_OFFLINE: 'true',
      COPILOT_PROVIDER_BASE_URL: `${model}/v1`,
      COPILOT_PROVIDER_TYPE: 'openai',
      COPILOT_PROVIDER_WIRE_API: 'responses',
      COPILOT_PROVIDER_API_KEY: 'fake-key',
      COPILOT_MODEL: 'gpt-5',
    }),
  },
  {
    name: 'Gemini CLI',
    package: '@google/gemini-cli',
    version: '0.61.0',
    program: '.bin/gemini',
    files: context => ({
      '.gemini/settings.json': {
        security: { auth: { selectedType: 'gemini-api-key' } },
        privacy: { usageStatisticsEnabled: false },
        mcpServers: { linekeeper: { ...splitCommand(context), trust: true } },
      },
    }),
    args: ['-p', 'go', '--yolo', '--skip-trust'],
    environment: ({ model }) => ({ GEMINI_API_KEY: 'fake-key', GOOGLE_GEMINI_BASE_URL: model }),
    extraInput: { wait_for_previous: true },
  },
  {
    name: 'Qwen Code',
    package: '@qwen-code/qwen-code',
    version: '0.24.4',
    program: '.bin/qwen',
    files: context => ({
      '.qwen/settings.json': {
        security: { auth: { selectedType: 'openai' } },
        privacy: { usageStatisticsEnabled: false },
        mcpServers: { linekeeper: { ...splitCommand(context), trust: true } },
      },
    }),
    args: ['-p', 'go', '--yolo'],
    environment: ({ model }) => ({ OPENAI_API_KEY: 'fake-key', OPENAI_MODEL: 'gpt-5', OPENAI_BASE_URL: `${model}/v1` }),
    deferredPrefix: 'mcp__linekeeper__',
  },
  {
    name: 'opencode',
    package: 'opencode-ai',
    version: '1.18.33',
    program: `opencode-${platform}/bin/opencode`,
    files: ({ model, command }) => ({
      '.config/opencode/opencode.json': {
        model: 'scripted/gpt-5',
        autoupdate: false,
        share: 'disabled',
        provider: {
          scripted: {
            npm: '@ai-sdk/openai-compatible',
            options: { baseURL: `${model}/v1`, apiKey: 'fake-key' },
            models: { 'gpt-5': {} },
          },
        },
        mcp: { linekeeper: { type: 'local', command } },
      },
    }),
    args: ['run', 'go'],
    environment: () => ({}),
  },
  {
    name: 'Cline',
    package: 'cline',
    version: '3.0.65',
    program: '.bin/cline',
    files: context => ({
      '.cline/data/settings/cline_mcp_settings.json': { mcpServers: { linekeeper: splitCommand(context) } },
      '.cline/data/settings/providers.json': {
        version: 1,
        lastUsedProvider: 'openai-compatible',
        modes: {},
        providers: {
          'openai-compatible': {
            settings: { provider: 'openai-compatible', apiKey: 'fake-key', model: 'gpt-5', baseUrl: `${context.model}/v1` },
            updatedAt: '2026-01-01T00:00:00.000Z',
            tokenSource: 'manual',
          },
        },
      },
    }),
    args: ['--provider', 'openai-compatible', 'go on'],
    environment: () => ({}),
  },
];
