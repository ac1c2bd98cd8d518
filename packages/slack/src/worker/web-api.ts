// The part of Slack's Web API client that uploads, posts and the check of the token need, loaded with the first of them. Named here, since a bundled CommonJS package that is loaded later has a default export only.
export { LogLevel, WebClient } from '@slack/web-api';
