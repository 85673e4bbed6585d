import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { dayNumber, dayText, dayWords, hourWords, localDay, monthWords } from '../../static/js/domain/dates.js';
import { CASE_FIELDS, blankEntry, checkEntry, checkSummary, entryFromText, isSameEntry, plainText, summarize } from '../../static/js/domain/entry.js';
import { fold } from '../../static/js/domain/folding.js';
import { fromMarkdown, toMarkdown } from '../../static/js/domain/markdown.js';
import { cleanTag, parseTags, tagsOf, withTag } from '../../static/js/domain/tags.js';

const entry = () => entryFromText('Une première ligne.\n\nUne autre.', '2026-11-20', 1_795_000_000);

/** @param {(document: any) => void} spoil @returns {any} */
function spoiled(spoil) {
  const document = structuredClone(entry());
  spoil(document);
  return document;
}

describe('entry documents', () => {
  it('accepts what the constructors make, for an entry and for a case', () => {
    assert.equal(checkEntry(entry()).body.length, 2);
    const situation = checkEntry(blankEntry('case', '2026-11-20', 1));
    assert.deepEqual(Object.keys(situation.fields), [...CASE_FIELDS]);
  });

  it('refuses every wrong shape with `encoding`', () => {
    const spoils = [
      (d) => { delete d.title; }, (d) => { d.tags = [1]; }, (d) => { d.lived = '20/11/2026'; }, (d) => { d.written = -1; },
      (d) => { d.body = [['paragraph']]; }, (d) => { d.body = [['paragraph', [['x', 'strong']]]]; }, (d) => { d.fields = null; },
      (d) => { d.copy_of = [new Uint8Array(15), 1]; }, (d) => { d.body = [['item', [['x', ['link:javascript:alert(1)']]]]]; },
    ];
    for (const spoil of spoils) assert.throws(() => checkEntry(spoiled(spoil)), { code: 'encoding' });
  });

  it('refuses every word it does not know with `version`', () => {
    const spoils = [
      (d) => { d.kind = 'poem'; }, (d) => { d.mood = 'calm'; }, (d) => { d.body = [['table', []]]; },
      (d) => { d.body = [['quote', [['x', ['underline']]]]]; }, (d) => { d.fields = { moment: '' }; },
    ];
    for (const spoil of spoils) assert.throws(() => checkEntry(spoiled(spoil)), { code: 'version' });
  });

  it('says the same whatever the order of its names', () => {
    const one = entry();
    const other = { ...Object.fromEntries(Object.entries(one).reverse()), fields: Object.assign(Object.create(null), one.fields) };
    assert.ok(isSameEntry(one, /** @type {any} */ (other)));
    assert.ok(!isSameEntry(one, { ...one, edited: one.edited + 1 }));
  });

  it('lists a text by its first 140 characters, counted as characters', () => {
    const long = entryFromText('😀'.repeat(200), '2026-11-20', 1);
    const summary = checkSummary(summarize(long));
    assert.equal(Array.from(summary.excerpt).length, 140);
    assert.equal(plainText(entry().body), 'Une première ligne.\nUne autre.');
  });
});

describe('Markdown', () => {
  it('gives back the body it was made from', () => {
    const body = [
      ['heading', [['Ce qui s’est passé', []]]],
      ['paragraph', [['Du ', []], ['gras', ['strong']], [' et de l’', []], ['italique', ['em']], ['.', []]]],
      ['quote', [['« Oui »', []]]],
      ['item', [['un [lien]', ['link:https://example.org/a']], [' * brut _ici_', []]]],
      ['subheading', [['Plus tard', []]]],
      ['todo', [['rappeler', []]]],
      ['done', [['[x] écrire', []]]],
      ['item', [['[ ] sans boîte', []]]],
      ['paragraph', [['- pas une liste', []]]],
      ['paragraph', [['les deux', ['strong', 'em']]]],
    ];
    assert.deepEqual(fromMarkdown(toMarkdown(body)), body);
  });

  it('joins the lines of a paragraph and keeps unclosed marks from reaching other lines', () => {
    assert.deepEqual(fromMarkdown('une\nligne\n\n**ouverte\n\nsuite')[0], ['paragraph', [['une ligne', []]]]);
    assert.deepEqual(fromMarkdown('un [crochet seul').map(([, runs]) => runs.map(([text]) => text).join('')), ['un [crochet seul']);
    assert.deepEqual(fromMarkdown('**ouverte\n\nsuite')[1], ['paragraph', [['suite', []]]]);
  });

  it('never makes a link to anything but http and https', () => {
    const [[, runs]] = fromMarkdown('[clic](javascript:alert)');
    assert.ok(runs.every(([, marks]) => marks.length === 0));
  });
});

describe('days in words', () => {
  it('says near days by their name and others in full, with the year when it differs', () => {
    assert.equal(dayWords('2026-11-20', '2026-11-21', 'fr'), 'hier');
    assert.equal(dayWords('2026-11-21', '2026-11-21', 'en'), 'today');
    assert.equal(dayWords('2026-11-01', '2026-11-21', 'fr'), 'dimanche 1er\u00a0novembre');
    assert.equal(dayWords('2025-12-31', '2026-11-21', 'en'), 'Wednesday 31\u00a0December 2025');
    assert.equal(monthWords('2026-02-03', 'fr'), 'février 2026');
  });

  it('counts days across months and back', () => {
    assert.equal(dayNumber('1970-01-01'), 0);
    assert.equal(dayText(dayNumber('2026-11-21') + 30), '2026-12-21');
  });

  it('writes hours as each language does, in local time', () => {
    const moment = new Date(2026, 10, 21, 9, 5);
    assert.equal(localDay(moment), '2026-11-21');
    assert.equal(hourWords(moment.getTime() / 1000, 'fr'), '9\u00a0h\u00a005');
    assert.equal(hourWords(moment.getTime() / 1000, 'en'), '09:05');
  });
});

describe('tags', () => {
  it('keeps a tag once, whatever its accents and case', () => {
    assert.deepEqual(parseTags('#École, ecole ;  Équipe  du soir'), ['École', 'Équipe du soir']);
    assert.equal(fold('Cœur'), 'coeur');
    assert.equal(cleanTag('x'.repeat(60)).length, 40);
    assert.deepEqual(withTag(['a'], '  '), ['a']);
  });

  it('lists every tag of many texts, in order', () => {
    assert.deepEqual(tagsOf([{ tags: ['zèle', 'École'] }, { tags: ['ecole', 'accueil'] }]), ['accueil', 'École', 'zèle']);
  });
});
