// A minimal Lambda runtime: loads a bundle, polls the Runtime API for events, and posts their results.
const base = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime`;
const post = (path, body, type) =>
  fetch(base + path, { method: 'POST', body: JSON.stringify(body), headers: type ? { 'lambda-runtime-function-error-type': type } : {} });
const toErrorBody = error => ({ errorType: error?.name ?? 'Error', errorMessage: String(error?.message ?? error) });

let handler;
try {
  ({ handler } = await import(process.argv[2]));
  // The Node 24 runtime rejects handlers with a callback.
  if (handler.length > 2) throw Object.assign(new Error('a handler with a callback'), { name: 'Runtime.CallbackHandlerDeprecated' });
} catch (error) {
  await post('/init/error', toErrorBody(error), 'Runtime.ImportError');
  process.exit(1);
}
for (;;) {
  const next = await fetch(`${base}/invocation/next`);
  const id = next.headers.get('lambda-runtime-aws-request-id');
  const deadlineMs = Number(next.headers.get('lambda-runtime-deadline-ms'));
  const context = {
    awsRequestId: id,
    clientContext: JSON.parse(next.headers.get('lambda-runtime-client-context') ?? 'null') ?? undefined,
    getRemainingTimeInMillis: () => deadlineMs - Date.now(),
  };
  try {
    await post(`/invocation/${id}/response`, (await handler(await next.json(), context)) ?? null);
  } catch (error) {
    await post(`/invocation/${id}/error`, toErrorBody(error), 'Error');
  }
}
