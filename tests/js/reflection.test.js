import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

import { decode, encode } from '../../static/js/crypto/encoding.js';
import { DIMENSIONS, dimensionWords, note, noted } from '../../static/js/domain/dimensions.js';
import { checkEntry, entryFromText, isSameEntry, summarize, wordsOf } from '../../static/js/domain/entry.js';
import { blocksOf } from '../../static/js/domain/excerpt.js';
import { fromMarkdown, toMarkdown } from '../../static/js/domain/markdown.js';
import { answered, attach, detach, say } from '../../static/js/domain/sheets.js';
import { TEMPLATES } from '../../static/js/domain/templates.js';
import { fr } from '../../static/js/i18n/fr.js';
import { readDimensions, shippedTemplate } from '../../static/js/ui/reflection.js';
import { speak } from '../../static/js/ui/translate.js';

/** @type {{name: string, change: any, refused?: string, excerpt?: string}[]} */
const CASES = JSON.parse(readFileSync(new URL('../entry-documents.json', import.meta.url), 'utf8'), (_, value) => (
  typeof value === 'string' && value.startsWith('hex:') ? Uint8Array.from(value.slice(4).match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)) : value));
const textWith = (/** @type {any} */ change = {}) => ({ ...entryFromText('a', '2026-11-20', 0), ...change });
const whole = () => structuredClone(/** @type {any} */ (CASES.find(({ name }) => name === 'every dimension, every part')).change.dimensions);
const LADDER = { id: 'T02', name: 'Quoi ?', questions: ['Quoi', 'Et alors', 'Et maintenant'] };
const ONE = { id: 'T01', name: 'Avant', questions: ['Où', 'Quoi'] };

describe('sheets and dimensions of a document', () => {
  for (const { name, change, refused, excerpt } of CASES) {
    it(`reads ${name} as the reference does`, () => {
      const document = decode(encode(textWith(change)));
      if (refused) assert.throws(() => checkEntry(document), { name: 'EntryError', code: refused });
      else assert.equal(summarize(checkEntry(document)).excerpt, excerpt);
    });
  }

  it('finds a document the same whatever the order of its keys', () => {
    const document = textWith({ dimensions: whole() });
    assert.ok(isSameEntry(document, /** @type {any} */ (decode(encode(document)))));
    assert.ok(!isSameEntry(document, { ...document, dimensions: {} }));
  });
});

describe('a template that is attached', () => {
  it('asks its questions, and leaves its place when nothing was said', () => {
    const blank = attach([], LADDER);
    assert.deepEqual(blank[0].answers, [['Quoi', ''], ['Et alors', ''], ['Et maintenant', '']]);
    assert.deepEqual(attach(blank, ONE).map(({ template }) => template), ['T01']);
    assert.deepEqual(detach(blank, 0), []);
  });

  it('never loses an answer: to another template, to one that changed, to one taken away', () => {
    const said = say(attach([], LADDER), 0, 1, 'le sac');
    const both = attach(said, ONE);
    assert.deepEqual(both.map(({ template }) => template), ['T02', 'T01']);
    assert.deepEqual(both[0], said[0]);
    const changed = attach(both, { ...LADDER, questions: ['Quoi', 'Autrement'] });
    assert.deepEqual(changed.at(-1)?.answers, [['Quoi', ''], ['Autrement', ''], ['Et alors', 'le sac']]);
    assert.deepEqual(detach(changed, changed.length - 1).at(-1)?.answers, [['Et alors', 'le sac']]);
    const twice = [...said, ...say(attach([], LADDER), 0, 0, 'le train')];
    assert.deepEqual(attach(twice, LADDER).map(({ answers }) => answers), [[['Quoi', 'le train'], ['Et alors', 'le sac'], ['Et maintenant', '']]]);
  });

  it('keeps two answers to one question', () => {
    const twice = [...say(attach([], LADDER), 0, 0, 'hier'), ...say(attach([], LADDER), 0, 0, 'ce soir')];
    assert.deepEqual(wordsOf(textWith({ sheets: attach(twice, LADDER) })).filter(Boolean), ['a', 'hier', 'ce soir']);
  });

  it('is read, shared and written as Markdown without what was passed', () => {
    speak('fr');
    const sheets = say(attach([], LADDER), 0, 1, 'le *sac*\n- posé');
    assert.deepEqual(answered(sheets)[0].answers, [['Et alors', 'le *sac*\n- posé']]);
    const blocks = blocksOf(textWith({ sheets, dimensions: { leeway: { words: 'attendre' } } }), String, readDimensions({ leeway: { words: 'attendre' } }));
    const words = [['a'], ['Et alors'], ['le *sac*'], ['- posé'], ['La marge que j’avais, vue d’ici'], ['attendre']];
    assert.deepEqual(blocks.map(([, runs]) => runs.map(([text]) => text)), words);
    assert.deepEqual(fromMarkdown(toMarkdown(blocks)), blocks);
  });
});

describe('the templates that ship', () => {
  it('are the twelve and four more, each asking what its sentences say and no less', () => {
    speak('fr');
    assert.deepEqual(TEMPLATES.slice(0, 12).map(({ id }) => id), Array.from({ length: 12 }, (_, at) => `T${String(at + 1).padStart(2, '0')}`));
    assert.equal(TEMPLATES.length, 16);
    for (const { id, questions } of TEMPLATES) {
      assert.equal(Object.keys(fr).filter((name) => name.startsWith(`template.${id}.`)).length, questions + 2, id);
      if (id !== 'T08') checkEntry(textWith({ sheets: attach([], shippedTemplate(id)) }));
    }
  });
});

describe('dimensions', () => {
  it('keep a part once something is noted, and nothing once it is not', () => {
    const one = note({}, 'leeway', 'words', 'attendre');
    const two = note(one, 'prescribedReal', 'gap', 0);
    assert.deepEqual(two, { leeway: { words: 'attendre' }, prescribedReal: { gap: 0 } });
    assert.deepEqual(noted(two), ['prescribedReal', 'leeway']);
    assert.deepEqual(note(note(two, 'prescribedReal', 'gap', null), 'leeway', 'words', '  '), {});
    assert.deepEqual(note(one, 'obstacle', 'from', []), one);
  });

  it('are all read in words, but for the texts they recall', () => {
    for (const language of /** @type {const} */ (['en', 'fr'])) {
      speak(language);
      assert.equal(readDimensions(whole()).length, Object.keys(DIMENSIONS).length);
    }
    const read = readDimensions(whole()).flatMap(({ lines }) => lines);
    for (const line of ['−3, entre «\u00a0me pèse\u00a0» et «\u00a0me porte\u00a0»', 'le temps, les règles', 'Dans cet ordre\u00a0: Pour l’équipe, Pour moi, Pour la direction', 'serré, curieux']) {
      assert.ok(read.includes(line), line);
    }
    for (const words of dimensionWords(whole())) assert.ok(read.some((line) => line.includes(words)), words);
    assert.deepEqual(readDimensions({ recurrence: { texts: [new Uint8Array(16)] } }), []);
  });
});
