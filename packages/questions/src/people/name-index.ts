// Finds the names of a large list that may be one person's with a given name, without comparing all of them.
import { isFemalePatronymic, type NameForm, type NameWord } from './name-form.ts';
import { PostingList } from './posting-list.ts';

/** An index of names by two of their words, or by their only one. */
export class NameIndex {
  readonly #names: readonly NameForm[];
  readonly #byText: PostingList;
  readonly #byWords: PostingList;
  /** The names that have initials, by a word and the first sound of another one. */
  readonly #ofInitials: PostingList | undefined;
  /** The other indexes are built when a name first needs them. */
  #byInitials: PostingList | undefined;
  #byWord: PostingList | undefined;
  #ofOneWord: PostingList | undefined;
  #byPatronymic: PostingList | undefined;

  constructor(names: readonly NameForm[]) {
    this.#names = names;
    this.#byText = new PostingList(names, name => [toPlainText(name)]);
    this.#byWords = new PostingList(names, toPairKeys);
    if (names.some(hasInitials)) this.#ofInitials = new PostingList(names, name => (hasInitials(name) ? toInitialKeys(name) : []));
  }

  /** Returns the positions of the names to compare. Beside names of the very same words, others do not matter. */
  find(name: NameForm): readonly number[] {
    const text = toPlainText(name);
    const same = collect(this.#byText, [text]).filter(position => this.#hasWords(position, name));
    if (same.length > 0) return same;
    const found = new Set<number>();
    for (const key of toPairKeys(name)) this.#byWords.collect(key, found);
    const initialKeys = this.#ofInitials === undefined && !hasInitials(name) ? [] : toInitialKeys(name);
    for (const key of initialKeys) this.#ofInitials?.collect(key, found);
    if (hasInitials(name)) {
      this.#byInitials ??= new PostingList(this.#names, toInitialKeys);
      for (const key of initialKeys) this.#byInitials.collect(key, found);
    }
    return [...found];
  }

  /** Returns the positions of the names that have a woman's given name and patronymic, which stay when she takes another family name; or anyone's, if a name is nothing else. */
  findByPatronymic(name: NameForm): readonly number[] {
    const keys = name.words.length > 2 && !name.words.some(isFemalePatronymic) ? [] : toPatronymicKeys(name);
    if (keys.length === 0) return [];
    this.#byPatronymic ??= new PostingList(this.#names, toPatronymicKeys);
    return collect(this.#byPatronymic, keys);
  }

  /** Returns the positions of the names that have the only word of a name, or that are one of its words alone. */
  findByOneWord({ words }: NameForm): readonly number[] {
    const isShared = (position: number) => words.some(word => this.#names[position]?.words.some(({ folded }) => folded === word.folded));
    const keys = words.flatMap(({ folded, isInitial }) => (isInitial ? [] : [folded]));
    this.#ofOneWord ??= new PostingList(this.#names, name => (name.words.length === 1 ? toWords(name) : []));
    if (words.length > 1) return collect(this.#ofOneWord, keys).filter(isShared);
    this.#byWord ??= new PostingList(this.#names, toWords);
    return collect(this.#byWord, keys).filter(isShared);
  }

  #hasWords(position: number, { words }: NameForm): boolean {
    const other = this.#names[position]?.words;
    return other?.length === words.length && words.every(({ plain }, index) => plain === other[index]?.plain);
  }
}

function collect(postings: PostingList, keys: readonly string[]): number[] {
  const found = new Set<number>();
  for (const key of keys) postings.collect(key, found);
  return [...found];
}

const hasInitials = ({ words }: NameForm): boolean => words.some(({ isInitial }) => isInitial);

const getForms = ({ words, joined }: NameForm): (readonly NameWord[])[] => (joined === undefined ? [words] : [words, joined]);

const toPlainText = ({ words }: NameForm): string => words.map(({ plain }) => plain).join(' ');

const toWords = ({ words }: NameForm): string[] => words.map(({ folded }) => folded);

/** The patronymic and the word before it. */
const toPatronymicKeys = ({ words }: NameForm): string[] =>
  words.flatMap((word, index) => {
    const given = words[index - 1];
    return word.isPatronymic && given !== undefined ? combineKeys(given, word) : [];
  });

/** Two words in either order; a name of one word is its own key. Beside a given and a family name, a patronymic distinguishes few people. */
const toPairKeys = (name: NameForm): string[] =>
  getForms(name).flatMap(words => {
    if (words.length === 1) return words.flatMap(({ keys }) => keys);
    const full = words.filter(({ isInitial, isPatronymic }) => !isInitial && (!isPatronymic || words.length < 3));
    return full.flatMap((word, index) => full.slice(index + 1).flatMap(other => combineKeys(word, other)));
  });

const combineKeys = (word: NameWord, other: NameWord): string[] =>
  word.keys.flatMap(a => other.keys.map(b => (a < b ? `${a} ${b}` : `${b} ${a}`)));

/** A full word and the first sound of another word. */
const toInitialKeys = (name: NameForm): string[] =>
  getForms(name).flatMap(words =>
    words
      .filter(({ isInitial, isPatronymic }) => !isInitial && (!isPatronymic || words.length < 3))
      .flatMap(word =>
        words.flatMap(other => (other === word ? [] : getFirstSounds(other).flatMap(sound => word.keys.map(key => `${key} ${sound}`)))),
      ),
  );

const getFirstSounds = ({ sounds }: NameWord): string[] => [...new Set(sounds.map(sound => sound[0] ?? ''))];
