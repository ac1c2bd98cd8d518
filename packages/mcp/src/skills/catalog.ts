// The skills, as the build prepared them. Loaded by the first request for one.
import type { SkillText } from '../../skills/build.ts';

/** Defined by the build, as JSON; absent when run from source. */
declare const preparedSkills: string | undefined;

/** Loads all skills; reads their files when run from source. */
export async function loadSkills(): Promise<readonly SkillText[]> {
  // One expression, so that a build that defines `preparedSkills` eliminates the import of the files' reader as dead code.
  return typeof preparedSkills === 'undefined' ? await (await import('../../skills/build.ts')).readSkills() : JSON.parse(preparedSkills);
}
