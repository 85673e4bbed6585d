import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { plainText } from '../../static/js/domain/entry.js';
import {
  UnsettledError, aliasOf, applyChoices, applyToBody, checkBook, emptyBook, find, merge, remember, suggestAlias, unsettled,
} from '../../static/js/domain/third-parties.js';
import { notesOf, wordLists } from './alias-notes.mjs';

const lists = wordLists();

/** @param {string} text @param {string} words @param {string} alias @returns {string} the text where the words became the alias */
function replaced(text, words, alias) {
  const start = text.indexOf(words);
  return applyChoices(text, [{ start, end: start + words.length }], [alias]);
}

/** Books that two devices may hold, made by the same choices in many orders. @returns {object[]} */
function books() {
  const choices = [['prenom', 'Karim', 'Lior'], ['prenom', 'Léa', 'Alix'], ['prenom', 'Karim', 'Noa'], ['nom', 'Mme Aubry', 'la mère'], ['lieu', 'Le Teil', 'une commune']];
  const orders = [[0], [1, 0], [0, 2], [2, 0, 3], [3, 4, 1], [4, 0, 1, 2, 3], []];
  return orders.map((order) => order.reduce((book, index) => remember(book, ...choices[index]), emptyBook()));
}

describe('the alias book', () => {
  it('gives back what was chosen last, whatever the spelling and the title', () => {
    const book = remember(remember(emptyBook(), 'prenom', 'Élodie', 'Alix'), 'prenom', 'elodie', 'Noa');
    assert.equal(aliasOf(book, 'prenom', 'ÉLODIE'), 'Noa');
    assert.equal(aliasOf(book, 'nom', 'Élodie'), null);
    const titled = remember(emptyBook(), 'nom', 'Mme Aubry', 'Mme Duval');
    assert.equal(aliasOf(titled, 'nom', 'Aubry'), 'Duval');
  });

  it('merges in either order, in any grouping, and once more without change', () => {
    for (const a of books()) {
      assert.deepEqual(merge(a, a), a);
      for (const b of books()) {
        assert.deepEqual(merge(a, b), merge(b, a));
        for (const c of books()) assert.deepEqual(merge(merge(a, b), c), merge(a, merge(b, c)));
      }
    }
  });

  it('never loses an alias, neither by a merge nor by another choice', () => {
    const has = (book, { folded, kind, alias }) => book.aliases.some((each) => each.folded === folded && each.kind === kind && each.alias === alias);
    for (const a of books()) {
      const next = remember(a, 'prenom', 'Karim', 'Camille');
      assert.ok(a.aliases.every((each) => has(next, each)));
      for (const b of books()) assert.ok([...a.aliases, ...b.aliases].every((each) => has(merge(a, b), each)));
    }
  });

  it('changes nothing in the books it was given', () => {
    const book = remember(emptyBook(), 'prenom', 'Karim', 'Lior');
    const before = structuredClone(book);
    remember(book, 'prenom', 'Léa', 'Alix');
    merge(book, remember(emptyBook(), 'prenom', 'Zoé', 'Noa'));
    assert.deepEqual(book, before);
  });

  it('reads a book and refuses what is none', () => {
    for (const book of books()) assert.equal(checkBook(book), book);
    const alias = { folded: 'karim', kind: 'prenom', alias: 'Lior', turn: 1 };
    for (const wrong of [null, [], {}, { version: 1 }, { version: 1, aliases: [null] }, { version: 1, aliases: [{ ...alias, turn: 0 }] },
      { version: 1, aliases: [{ ...alias, alias: '' }] }]) assert.throws(() => checkBook(wrong), { code: 'encoding' });
    for (const later of [{ version: 2, aliases: [] }, { version: 1, aliases: [{ ...alias, kind: 'animal' }] }]) {
      assert.throws(() => checkBook(later), { code: 'version' });
    }
  });
});

describe('suggestions', () => {
  it('are the same for the same name, and free in the book', () => {
    let book = emptyBook();
    const given = new Set();
    for (let number = 0; number < 90; number += 1) {
      const name = `Karim${'abcdefghij'[number % 10]}${'abcdefghi'[Math.floor(number / 10)]}`;
      const alias = suggestAlias('prenom', name, book);
      assert.equal(suggestAlias('prenom', name, book), alias);
      assert.ok(!given.has(alias), alias);
      given.add(alias);
      book = remember(book, 'prenom', name, alias);
      assert.equal(suggestAlias('prenom', name, book), alias);
    }
  });

  it('say less, and still the truth', () => {
    const expected = [
      ['lieu', 'Le Teil', 'une commune'], ['lieu', 'Sénégal', 'un pays'], ['lieu', 'Truyère', 'une rivière'], ['lieu', '12 rue des Lilas', 'une adresse'],
      ['institution', 'collège Jean-Moulin', 'un collège'], ['institution', 'CHU de Nantes', 'un hôpital'], ['institution', 'ESAT des Genêts', 'un établissement'],
      ['date', 'mardi 12 mars 2024', 'au printemps'], ['date', '3/06', 'en été'], ['date', 'sept novembre', 'à l’automne'], ['date', '2024-01-09', 'en hiver'],
      ['date', '1987', 'les années 1980'], ['age', '47 ans', 'la quarantaine'], ['age', 'quarante-quatre ans', 'la quarantaine'], ['age', '8 mois', 'moins de trois ans'],
      ['age', 'neuf ans', 'l’âge de l’école'], ['age', 'soixante et onze ans', 'plus de soixante-dix ans'], ['age', 'quatre-vingt-douze ans', 'plus de quatre-vingts ans'],
      ['telephone', '06 12 34 56 78', 'un numéro'], ['courriel', 'a@b.fr', 'une adresse'], ['rare', 'seule jumelle du village', '[…]'],
    ];
    for (const [kind, original, alias] of expected) assert.equal(suggestAlias(kind, original, emptyBook()), alias, original);
    assert.equal(suggestAlias('age', '14-year-old', emptyBook(), { language: 'en' }), 'in their early teens');
  });
});

describe('choices', () => {
  it('replaces, leaves, and refuses a text where something was not decided', () => {
    const text = 'Karim a vu Léa à Rennes.';
    const found = find(text, lists);
    assert.equal(applyChoices(text, found, ['Lior', null, 'une commune']), 'Lior a vu Léa dans une commune.');
    assert.deepEqual(unsettled(found, ['Lior', undefined]), [1, 2]);
    assert.throws(() => applyChoices(text, found, ['Lior']), (error) => error instanceof UnsettledError && error.indexes.join() === '1,2');
  });

  it('leaves the text as it is when every mark is left', () => {
    for (const { text } of [...notesOf('own'), ...notesOf('other')]) {
      const found = find(text, lists);
      assert.equal(applyChoices(text, found, found.map(() => null)), text);
    }
  });

  it('takes every name away when every suggestion is taken', () => {
    for (const { text, name } of notesOf('own')) {
      const found = find(text, lists);
      const after = applyChoices(text, found, found.map(({ suggestion }) => suggestion));
      for (const { text: words } of found.filter((each) => each.kind === 'prenom' && /^\p{Lu}\p{Ll}{2}/u.test(each.text))) {
        assert.doesNotMatch(after, new RegExp(`(?<!\\p{L})${words}(?!\\p{L})`, 'u'), name);
      }
    }
  });

  it('mends the words that lean on an alias', () => {
    const expected = [
      ['le vélo de Karim', 'Karim', 'Alix', 'le vélo d’Alix'], ['le vélo d’Inès', 'Inès', 'Camille', 'le vélo de Camille'],
      ['dit qu’Inès part', 'Inès', 'Lior', 'dit que Lior part'], ['que Karim part', 'Karim', 'Alix', 'qu’Alix part'],
      ['il vient du Mans', 'Mans', 'une commune', 'il vient d’une commune'], ['il vit à Rennes', 'Rennes', 'une commune', 'il vit dans une commune'],
      ['il va au Havre', 'Havre', 'une commune', 'il va dans une commune'], ['en Algérie', 'Algérie', 'un pays', 'dans un pays'],
      ['à l’école Jules-Ferry', 'école Jules-Ferry', 'une école', 'à une école'], ['L’école Jules-Ferry ferme', 'école Jules-Ferry', 'une école', 'Une école ferme'],
      ['vue le 12 mars', '12 mars', 'au printemps', 'vue au printemps'], ['Le 12 mars, rien', '12 mars', 'au printemps', 'Au printemps, rien'],
      ['depuis le 12 mars', '12 mars', 'au printemps', 'depuis le printemps'], ['dit que la clinique Ker part', 'clinique Ker', 'un hôpital', 'dit qu’un hôpital part'],
      ['né en 1987', '1987', 'les années 1980', 'né dans les années 1980'],
      ['chez Mme Aubry', 'Aubry', 'la mère', 'chez la mère'], ['de Karim', 'Karim', 'le frère', 'du frère'], ['à M. Aubry', 'Aubry', 'le père', 'au père'],
      ['chez Mme Aubry', 'Aubry', 'Duval', 'chez Mme Duval'],
    ];
    for (const [text, words, alias, after] of expected) assert.equal(replaced(text, words, alias), after);
  });

  it('keeps the marks of a body, and the runs around', () => {
    const body = [
      ['paragraph', [['Avec ', []], ['Kar', ['strong']], ['im', ['em']], [' chez ', []], ['Mme Aubry', ['strong']], ['.', []]]],
      ['quote', [['Karim rit.', []]]],
    ];
    const text = plainText(body);
    const found = find(text, lists);
    const after = applyToBody(body, text, found, ['Lior', 'la mère', 'Lior']);
    assert.deepEqual(after, [
      ['paragraph', [['Avec ', []], ['Lior', ['strong']], [' chez ', []], ['la mère', ['strong']], ['.', []]]],
      ['quote', [['Lior rit.', []]]],
    ]);
    assert.equal(plainText(after), applyChoices(text, found, ['Lior', 'la mère', 'Lior']));
    assert.deepEqual(applyToBody(body, text, found, [null, null, null]), body);
  });
});
