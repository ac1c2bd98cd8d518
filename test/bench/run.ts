// Runs all benchmarks. Most results are ratios to a plain SDK server or plain requests; they are printed, not asserted.
import { benchToolCall } from './call.ts';
import { benchFunctions } from './functions.ts';
import { benchHistory } from './history.ts';
import { benchHttp } from './http.ts';
import { benchList } from './list.ts';
import { benchNormalization } from './normalize.ts';
import { benchPeople } from './people.ts';
import { benchQuestions } from './questions.ts';
import { benchSlack } from './slack.ts';
import { benchSlackbot } from './slackbot.ts';
import { benchStart } from './start.ts';

process.stdout.write(`Node ${process.versions.node}\n\n`);
for (const measure of [
  benchStart,
  benchNormalization,
  benchToolCall,
  benchList,
  benchQuestions,
  benchHistory,
  benchPeople,
  benchSlack,
  benchSlackbot,
  benchHttp,
  benchFunctions,
])
  await measure();
