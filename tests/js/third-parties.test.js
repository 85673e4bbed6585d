import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { find, remember, emptyBook } from '../../static/js/domain/third-parties.js';
import { notesOf, wordLists } from './alias-notes.mjs';

const lists = wordLists();

/** @param {string} text @param {object} [book] @returns {string[]} what is found, each after its kind */
const found = (text, book) => find(text, lists, book).map(({ kind, text: words }) => `${kind} ${words}`);
/** @param {string} text @param {string} words @returns {string|undefined} */
const levelOf = (text, words) => find(text, lists).find((each) => each.text === words)?.level;

describe('the finder', () => {
  it('answers in the order of the text, with places that hold the words, none over another', () => {
    const texts = [...notesOf('own'), ...notesOf('other')].map(({ text }) => text);
    for (const text of [...texts, texts.join('\n'), '😀 Karim 😀 Élodie', 'E\u0301lodie et Karim', '']) {
      let before = 0;
      for (const { start, end, text: words, suggestion } of find(text, lists)) {
        assert.ok(start >= before && end > start && end <= text.length);
        assert.equal(text.slice(start, end), words);
        assert.ok(suggestion.length > 0);
        before = end;
      }
    }
  });

  it('counts in UTF-16 units', () => {
    const [karim] = find('😀 Karim', lists);
    assert.deepEqual([karim.start, karim.end], [3, 8]);
  });

  it('reads accents whatever their encoding', () => {
    assert.deepEqual(found('J’ai vu E\u0301lodie hier.'), ['prenom E\u0301lodie']);
  });

  it('gives one name one suggestion, and two names two', () => {
    const marks = find('Karim a vu Léa. Léa a souri, et KARIM aussi. Mme Aubry et Nadia attendaient Karim.', lists);
    const byName = new Map(marks.map(({ text, suggestion }) => [text.toLowerCase(), suggestion]));
    assert.equal(new Set(byName.values()).size, byName.size);
    assert.ok(marks.every(({ text, suggestion }) => byName.get(text.toLowerCase()) === suggestion));
  });

  it('never suggests a name that the text holds', () => {
    const text = 'Karim parle à Camille, Sacha, Alix, Noa, Lou, Charlie, Dominique et Louison.';
    for (const { suggestion } of find(text, lists)) assert.ok(!text.includes(suggestion), suggestion);
  });
});

describe('names', () => {
  it('takes what a title announces, and leaves the title', () => {
    assert.deepEqual(found('Vu Mme Le Goff, M. Da Silva et le Dr Haddad.'), ['nom Le Goff', 'nom Da Silva', 'nom Haddad']);
    assert.deepEqual(found('Madame la Ministre est venue, monsieur le directeur aussi.'), []);
    assert.deepEqual(found('Chez Mme B. hier.'), ['nom B.']);
  });

  it('takes a first name and the surname that follows', () => {
    assert.deepEqual(found('avec Aïcha Ben Salem'), ['prenom Aïcha', 'nom Ben Salem']);
    assert.deepEqual(found('et Mme Nadia Benali'), ['prenom Nadia', 'nom Benali']);
  });

  it('tells Rose from a rose by what stands beside it', () => {
    assert.deepEqual(found('Elle a cueilli une rose pour Rose.'), ['prenom Rose']);
    assert.deepEqual(found('Une pierre, la victoire, avec prudence, blanche de froid.'), []);
    assert.deepEqual(found('Victoire est venue.'), ['prenom Victoire']);
    assert.deepEqual(found('Juste avant la nuit. Clair comme de l’eau.'), []);
    assert.equal(levelOf('Victoire est venue.', 'Victoire'), 'perhaps');
    assert.equal(levelOf('C’est pour Victoire.', 'Victoire'), 'sure');
  });

  it('takes a capital that nothing explains, and not the first word of a sentence', () => {
    assert.deepEqual(found('Puis Zbrzezny a parlé. Personne ne bougeait.'), ['prenom Zbrzezny']);
    assert.equal(levelOf('Puis Zbrzezny a parlé.', 'Zbrzezny'), 'perhaps');
  });

  it('takes initials, and not a plan B', () => {
    assert.deepEqual(found('L. fugue, et J.-P. le sait. Le plan B. Le bâtiment C.'), ['prenom L.', 'prenom J.-P.']);
  });

  it('reads a text without capitals', () => {
    const text = 'hier kylian a crié et madame vandamme est venue de roubaix avec soizic';
    assert.deepEqual(found(text), ['prenom kylian', 'nom vandamme', 'lieu roubaix', 'prenom soizic']);
    assert.deepEqual(found('elle se marie en juin avec un jean et une rose'), []);
  });

  it('leaves authors that are read, feasts, brands, days and peoples', () => {
    assert.deepEqual(found('Selon Winnicott, à Noël, lundi, sur WhatsApp, les Marocains et la Saint-Jean. Je relis Schön.'), []);
  });

  it('marks a patient who bears the name of an author', () => {
    assert.deepEqual(found('J’ai reçu Mme Klein et Sophie Morin.'), ['nom Klein', 'prenom Sophie', 'nom Morin']);
  });

  it('finds again, in any place, a name found once', () => {
    assert.deepEqual(found('Pour Pierre. Pierre taille.'), ['prenom Pierre', 'prenom Pierre']);
  });
});

describe('places, institutions and numbers', () => {
  it('takes communes with their articles, countries, rivers and addresses', () => {
    assert.deepEqual(found('Elle vit à Saint-Chély-d’Apcher, puis à La Rochelle, au bord de la Truyère, et au Sénégal.'),
      ['lieu Saint-Chély-d’Apcher', 'lieu La Rochelle', 'lieu Truyère', 'lieu Sénégal']);
    assert.deepEqual(found('Du Burkina Faso, de Phnom Penh, de Tizi Ouzou.'), ['lieu Burkina Faso', 'lieu Phnom Penh', 'lieu Tizi Ouzou']);
    assert.deepEqual(found('au 12 rue des Lilas, 35400 Saint-Malo'), ['lieu 12 rue des Lilas', 'lieu 35400 Saint-Malo']);
  });

  it('takes an institution with its name, and not one without', () => {
    assert.deepEqual(found('Au collège Jean-Moulin et à l’ESAT des Genêts.'), ['institution collège Jean-Moulin', 'institution ESAT des Genêts']);
    assert.deepEqual(found('Au collège, à l’EHPAD, à la MDPH, au foyer.'), []);
    assert.deepEqual(found('Au foyer Ousmane a parlé.'), ['prenom Ousmane']);
  });

  it('takes telephones and e-mails', () => {
    assert.deepEqual(found('06 12 34 56 78, +33 6 12 34 56 78, 02.98.04.12.77, a.b@ch-sambre.fr'),
      ['telephone 06 12 34 56 78', 'telephone +33 6 12 34 56 78', 'telephone 02.98.04.12.77', 'courriel a.b@ch-sambre.fr']);
  });

  it('takes the dates of a calendar, and not a month, an hour or a tension', () => {
    const text = 'Le 12 mars 2024, le 1er mai, le 3/06, le 12/03/24, du 3 au 4 février. En mars, à 14 h 30, TA 14/08, 3/4 du temps.';
    assert.deepEqual(found(text), ['date 12 mars 2024', 'date 1er mai', 'date 3/06', 'date 12/03/24', 'date 3 au 4 février']);
  });

  it('takes ages, and not durations', () => {
    assert.deepEqual(found('Il a 14 ans. Sa sœur, onze ans, et un bébé de 8 mois.'), ['age 14 ans', 'age onze ans', 'age 8 mois']);
    assert.deepEqual(found('Il s’efface à deux jours près.'), []);
    assert.deepEqual(found('Depuis dix ans, il y a 3 ans, vingt ans de métier, un contrat de 5 ans, en deux mois, pendant trois semaines.'), []);
  });

  it('takes rare facts, and not every « seul »', () => {
    assert.deepEqual(found('C’est le dernier sabotier du canton.'), ['rare dernier sabotier du canton']);
    assert.deepEqual(found('La seule chose qui compte, la dernière fois, le premier jour.'), []);
  });
});

describe('English', () => {
  it('finds as in French, and suggests in English', () => {
    const text = 'On March 12 we met Mrs Clarke and her son Daniel, a 14-year-old, in Leeds. They were tired. Every Monday it is the same.';
    assert.deepEqual(found(text), ['date March 12', 'nom Clarke', 'prenom Daniel', 'age 14-year-old', 'lieu Leeds']);
    const suggestions = find(text, lists).map(({ suggestion }) => suggestion);
    assert.equal(suggestions[0], 'in spring');
    assert.equal(suggestions.at(-1), 'a town');
  });

  it('takes no ordinary word for a name', () => {
    assert.deepEqual(found('Then I sat with the team and we talked about hope. Nobody said a word. What went wrong? The will to listen.'), []);
  });
});

describe('the alias book, read by the finder', () => {
  it('finds a name that no list has once the book knows it, and gives its alias', () => {
    const book = remember(emptyBook(), 'prenom', 'Biscotte', 'Alix');
    const [first] = find('Le soir, Biscotte dormait.', lists, book);
    assert.deepEqual([first.text, first.suggestion, first.level], ['Biscotte', 'Alix', 'sure']);
  });

  it('leaves as it is a word that is already somebody’s alias', () => {
    const book = remember(emptyBook(), 'prenom', 'Karim', 'Lior');
    assert.equal(find('Lior a souri.', lists, book)[0].suggestion, 'Lior');
  });
});
