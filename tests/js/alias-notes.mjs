/** Reads the notes of `tests/alias-notes/`, whose README says how they are marked and what is counted. */

import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { LIST_FILES, readLists } from '../../static/js/domain/third-parties.js';

const NOTES = fileURLToPath(new URL('../alias-notes/', import.meta.url));
const LISTS = fileURLToPath(new URL('../../static/data/third-parties/', import.meta.url));
const MARK = /\[\[([a-z]+)(\??):(.*?)\]\]/gu;

export const KINDS = Object.freeze(['prenom', 'nom', 'lieu', 'institution', 'date', 'age', 'telephone', 'courriel', 'rare']);
/** Kinds of which every letter and digit must be covered; a word of the others is enough. */
const WHOLE = ['prenom', 'nom', 'lieu', 'date', 'telephone', 'courriel'];

/** @returns {import('../../static/js/domain/third-parties.js').Lists} */
export function wordLists() {
  const texts = Object.entries(LIST_FILES).map(([name, file]) => [name, readFileSync(LISTS + file, 'utf8')]);
  return readLists(Object.fromEntries(texts));
}

/** @param {string} half @returns {{name: string, title: string, text: string, marks: object[], words: number}[]} */
export function notesOf(half) {
  const names = readdirSync(NOTES + half).filter((name) => name.endsWith('.txt')).sort();
  return names.map((name) => ({ name: `${half}/${name}`, ...readNote(readFileSync(`${NOTES}${half}/${name}`, 'utf8')) }));
}

/** @param {string} content */
function readNote(content) {
  const [title, , ...lines] = content.trimEnd().split('\n');
  const marked = lines.join('\n');
  const marks = [];
  let text = '';
  let at = 0;
  for (const { 0: whole, 1: kind, 2: doubtful, 3: words, index } of marked.matchAll(MARK)) {
    text += marked.slice(at, index);
    marks.push({ kind, optional: doubtful === '?', start: text.length, end: text.length + words.length, words });
    text += words;
    at = index + whole.length;
  }
  text += marked.slice(at);
  return { title, text, marks, words: text.match(/[\p{L}\p{N}]+/gu).length };
}

/** Whether what the finder marked covers a mark of the note. */
export function isFound(note, mark, found) {
  const letters = Array.from(note.text.slice(mark.start, mark.end).matchAll(/[\p{L}\p{N}]/gu), ({ index }) => mark.start + index);
  const covered = (at) => found.some(({ start, end }) => start <= at && at < end);
  return WHOLE.includes(mark.kind) ? letters.every(covered) : letters.some(covered);
}

/** What the finder marked that touches no mark of the note. */
export function falseMarks(note, found) {
  return found.filter(({ start, end }) => !note.marks.some((mark) => start < mark.end && mark.start < end));
}
