/** @file What the finder finds in notes marked by hand, in two halves by two writers. Figures: docs/third-parties.md. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { find } from '../../static/js/domain/third-parties.js';
import { KINDS, falseMarks, isFound, notesOf, wordLists } from './alias-notes.mjs';

const LEAST_RECALL = 0.95;
const WORDS_BETWEEN_FALSE_MARKS = 60;
const NAMES_AND_PLACES = ['prenom', 'nom', 'lieu'];
const FEWEST_NOTES = 30;

const lists = wordLists();
const HALVES = ['own', 'other'].map((half) => ({ half, notes: notesOf(half) }));

/** @param {string} text @returns {string} as a hurried person types: no capitals, no accents, the same length */
const flat = (text) => Array.from(text, (letter) => {
  const bare = letter.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return bare.length === letter.length ? bare : letter;
}).join('');

/** @param {object[]} notes @param {(text: string) => string} [typed] */
function measure(notes, typed = (text) => text) {
  const kinds = Object.fromEntries(KINDS.map((kind) => [kind, { found: 0, marked: 0 }]));
  let [words, wrong] = [0, 0];
  for (const note of notes) {
    const found = find(typed(note.text), lists);
    words += note.words;
    wrong += falseMarks(note, found).length;
    for (const mark of note.marks.filter(({ optional }) => !optional)) {
      kinds[mark.kind].marked += 1;
      kinds[mark.kind].found += Number(isFound(note, mark, found));
    }
  }
  const sum = (field) => NAMES_AND_PLACES.reduce((total, kind) => total + kinds[kind][field], 0);
  return { kinds, words, wrong, found: sum('found'), marked: sum('marked') };
}

/** @param {ReturnType<typeof measure>} figures */
function shown({ kinds, words, wrong, found, marked }) {
  const each = Object.entries(kinds).map(([kind, count]) => `${kind} ${count.found}/${count.marked}`).join(', ');
  return `names and places ${found}/${marked} (${((100 * found) / marked).toFixed(1)} %), false marks ${wrong} in ${words} words; ${each}`;
}

describe('notes marked by hand', () => {
  for (const { half, notes } of HALVES) {
    it(`${half}: finds 95 % of names and places, with less than one false mark in 60 words`, (test) => {
      assert.ok(notes.length >= FEWEST_NOTES);
      const figures = measure(notes);
      test.diagnostic(`${half}: ${shown(figures)}`);
      assert.ok(figures.found >= LEAST_RECALL * figures.marked, shown(figures));
      assert.ok(figures.wrong * WORDS_BETWEEN_FALSE_MARKS < figures.words, shown(figures));
    });

    it(`${half}: says what is left of it without capitals and accents`, (test) => {
      const figures = measure(notes, flat);
      test.diagnostic(`${half}, flat: ${shown(figures)}`);
      assert.ok(figures.found >= 0.85 * figures.marked, shown(figures));
      assert.ok(figures.wrong * WORDS_BETWEEN_FALSE_MARKS < figures.words, shown(figures));
    });
  }

  it('marks only kinds that exist, and words that are there', () => {
    for (const { text, marks, name } of HALVES.flatMap(({ notes }) => notes)) {
      assert.ok(marks.every(({ kind }) => KINDS.includes(kind)), name);
      assert.ok(marks.every(({ start, end, words }) => text.slice(start, end) === words && words.trim() === words), name);
      assert.doesNotMatch(text, /\[\[|\]\]/, name);
    }
  });

  it('has notes of 80 to 200 words', () => {
    for (const { name, text } of HALVES.flatMap(({ notes }) => notes)) {
      const { length } = text.split(/\s+/);
      assert.ok(length >= 75 && length <= 210, `${name}: ${length}`);
    }
  });
});
