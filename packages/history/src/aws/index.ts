// The history on AWS; entries load it when they use it.
export { AwsHistory, type AwsHistoryOptions } from './aws-history.ts';
export { AwsPostLog } from './aws-post-log.ts';
