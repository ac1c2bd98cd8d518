// Paths of API Gateway events: with the name of a stage or the base path of a custom domain before the route.
import { describe, expect, it } from 'vitest';
import { getBasePath, readBasePath, toRawRequest } from '../../packages/lambda/src/api-gateway.ts';

// The fields that the functions read.
const createEvent = (rawPath: string, routeKey: string, stage: string) =>
  ({ rawPath, routeKey, headers: {}, requestContext: { stage, http: { method: 'POST' } } }) as Parameters<typeof toRawRequest>[0];

describe('the path of an event', () => {
  it.each([
    ['/mcp', 'ANY /mcp', '$default', '', '/mcp'],
    ['/prod/mcp', 'ANY /mcp', 'prod', '/prod', '/mcp'],
    ['/phones/mcp', 'ANY /mcp', '$default', '/phones', '/mcp'],
    ['/a/b/slack/commands', 'POST /slack/commands', '$default', '/a/b', '/slack/commands'],
    [
      '/prod/.well-known/oauth-protected-resource',
      'ANY /.well-known/oauth-protected-resource',
      'prod',
      '/prod',
      '/.well-known/oauth-protected-resource',
    ],
    ['/prod/mcp', '$default', 'prod', '/prod', '/mcp'],
    ['/prod/mcp', 'ANY /{proxy+}', 'prod', '/prod', '/mcp'],
    ['/production/mcp', '$default', 'prod', '', '/production/mcp'],
  ])('%s of the route %s and the stage %s has the base path "%s"', (rawPath, routeKey, stage, basePath, path) => {
    const event = createEvent(rawPath, routeKey, stage);
    expect([getBasePath(event), toRawRequest(event).path]).toEqual([basePath, path]);
  });

  it.each([
    ['/phones/slack/commands', 'POST /phones/slack/commands', '/slack/commands'],
    ['/prod/phones/slack/commands', 'POST /phones/slack/commands', '/slack/commands'],
    ['/slack/commands', 'POST /slack/commands', '/slack/commands'],
    ['/phonesx/commands', '$default', '/phonesx/commands'],
  ])('%s of the route %s is told below the base path of the public address', (rawPath, routeKey, path) => {
    const basePath = readBasePath({ LINEKEEPER_HTTP_URL: 'https://lines.example/phones/' });
    expect(toRawRequest(createEvent(rawPath, routeKey, 'prod'), basePath).path).toBe(path);
    expect(readBasePath({})).toBe('');
  });
});
