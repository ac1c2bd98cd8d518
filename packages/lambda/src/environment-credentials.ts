// AWS credentials from environment variables. The build substitutes this for the SDK's credential provider chain.
import type { AwsCredentialIdentity } from '@aws-sdk/types';

/** Replaces the export of the same name of `@aws-sdk/credential-provider-node`. The provider rejects if the variables are not set. */
export const defaultProvider = () => async (): Promise<AwsCredentialIdentity> => {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken } = process.env;
  if (!accessKeyId || !secretAccessKey) throw new Error('AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set');
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
};
