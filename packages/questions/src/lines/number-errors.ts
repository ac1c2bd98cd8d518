// The `input` errors for texts that are not one phone number.
import { LinekeeperError, type NotationProblem, quoteValue, truncate } from '@linekeeper/core';

const notations =
  'Give E.164 (+4570305050), national notation, a sip: URI with a number, the last four or more digits, or an extension of two or three.';

/** Creates the error that names the reason. */
export function notationError(text: string, problem: NotationProblem | { problem: 'too-long' }): LinekeeperError {
  return new LinekeeperError('input', formatProblem(text, problem), { field: 'number' });
}

function formatProblem(text: string, problem: NotationProblem | { problem: 'too-long' }): string {
  const quoted = quoteValue(text);
  switch (problem.problem) {
    case 'letters':
      // Without digits, the letters are all that there is to name.
      if (!/\p{Nd}/u.test(text)) break;
      return `${quoted} is not a number: ${quoteValue(truncate(problem.letters, 20))} belongs to no notation. ${notations}`;
    case 'several':
      return `${quoted} has several numbers. Ask for one number at a time.`;
    case 'range':
      return `${quoted} is a range of numbers. Ask for one number at a time.`;
    case 'too-long':
      return `${quoted} has more than 15 digits, the longest of a phone number. Ask for one number at a time.`;
    default:
  }
  return `${quoted} is not a number. ${notations}`;
}
