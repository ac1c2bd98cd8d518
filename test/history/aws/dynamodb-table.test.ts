// Transactions that DynamoDB cancels: for a condition that does not hold, or for what passes.
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { DynamoDbTable } from '../../../packages/history/src/aws/dynamodb-table.ts';
import { catchError } from '../../core/catch-error.ts';
import { startLoopbackServer } from '../../core/loopback-server.ts';

/** A table whose transactions are canceled for these reasons. */
async function openTable(codes: readonly string[]): Promise<DynamoDbTable> {
  const url = await startLoopbackServer((_, response) => {
    const body = {
      __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
      Message: 'Transaction cancelled, please refer cancellation reasons for specific reasons',
      CancellationReasons: codes.map(Code => ({ Code })),
    };
    response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
  });
  vi.stubEnv('AWS_ENDPOINT_URL', url);
  vi.stubEnv('AWS_REGION', 'eu-north-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'fake-key-id');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'fake-secret-key');
  vi.stubEnv('AWS_MAX_ATTEMPTS', '1');
  const table = new DynamoDbTable('history');
  onTestFinished(() => {
    table.close();
    vi.unstubAllEnvs();
  });
  return table;
}

const put = { Put: { TableName: 'history', Item: { pk: 'head', sk: 'head' } } };

describe('a transaction', () => {
  it.each([[['ConditionalCheckFailed']], [['None', 'ConditionalCheckFailed', 'None']]])(
    'is not written if canceled for %j',
    async codes => {
      expect(await (await openTable(codes)).transact([put])).toBe(false);
    },
  );

  it.each(['ThrottlingError', 'ProvisionedThroughputExceeded', 'TransactionConflict'])('fails if canceled for %s', async code => {
    const table = await openTable(['None', code]);
    expect(await catchError(table.transact([put]))).toMatchObject({ code: 'unavailable', message: expect.stringContaining('Try again') });
  });
});
