// Processes a job that the queue delivers again: the worker failed or ended during an earlier attempt.
import type { Job, Task } from '../job.ts';
import { processJob, type WorkerContext } from './run-job.ts';

/** What is said of a task that leaves something behind, instead of running it again: the earlier attempt may have done so. */
const interruptions: Partial<Record<Task['do'], string>> = {
  share: 'Linekeeper was interrupted while it shared this answer. If it is not in the channel, press Share again.',
  csv: 'Linekeeper was interrupted while it sent the file. If it is not in your direct messages, press CSV again.',
};

const finalAttemptNotice =
  'Linekeeper failed to answer this question several times and is making a final attempt. If no answer follows, tell its administrator.';

/** Processes the job as `processJob` does, but repeats no effect, and announces the last attempt. */
export async function processRepeatedJob(job: Job, deadline: number, context: WorkerContext, isLast: boolean): Promise<void> {
  const notify = (text: string) => processJob({ ...job, task: { do: 'notify', textLines: [text] } }, deadline, context);
  const interruption = interruptions[job.task.do];
  if (interruption !== undefined) return await notify(interruption);
  // Tell the requester before the attempt: a crash would leave no chance to.
  if (isLast) await notify(finalAttemptNotice).catch(() => context.log('slack: the notice about the final attempt could not be posted'));
  await processJob(job, deadline, context);
}
