// Reads the skills of this folder, and describes each as the skills extension lists it: by its frontmatter, size and digest.
import { readdir, readFile } from 'node:fs/promises';
import { type Skill, skillEntry } from '@modelcontextprotocol/server/ext/skills';

/** A skill as it is listed, and the text of its file. */
export interface SkillText {
  skill: Skill;
  text: string;
}

/** Reads all skills, sorted by name. Throws for a file that the extension does not allow. */
export async function readSkills(): Promise<SkillText[]> {
  const entries = await readdir(import.meta.dirname, { withFileTypes: true });
  const names = entries
    .filter(entry => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
  return await Promise.all(
    names.map(async name => {
      const text = await readFile(`${import.meta.dirname}/${name}/SKILL.md`, 'utf8');
      return { skill: await skillEntry(`linekeeper/${name}`, { 'SKILL.md': text }), text };
    }),
  );
}
