// What a Lambda environment does with a bundle: it loads it once, then hands it events, one after the other.
const { handler } = await import(process.argv[2]);
process.on('message', async ({ event, time, clientContext }) => {
  const end = Date.now() + time;
  try {
    process.send({
      result: await handler(event, { getRemainingTimeInMillis: () => end - Date.now(), awsRequestId: 'fake-request', clientContext }),
    });
  } catch (error) {
    process.send({ error: String(error) });
  }
});
process.send({ ready: true });
