/** @file Looking for words: folding, slips, questions, answers in their order, passages to mark. A plain reading of folded texts is the oracle. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EVERYTHING, keeps, lastSeance } from '../../static/js/domain/choice.js';
import { dayNumber } from '../../static/js/domain/dates.js';
import { fold, placesIn, wordsIn } from '../../static/js/domain/folding.js';
import { isNear, lettersApart, lettersOf, slipsOf } from '../../static/js/domain/near-words.js';
import { readQuestion } from '../../static/js/domain/question.js';
import { excerptOf, passagesOf } from '../../static/js/worker/passages.js';
import { TextIndex } from '../../static/js/worker/text-index.js';

const folded = (text) => wordsIn(text).map(fold);

/** An index of texts given by their names. */
function indexOf(texts) {
  const index = new TextIndex();
  for (const [id, text] of Object.entries(texts)) {
    index.put(id, { title: '', tags: [], lived: '2026-11-01', written: 0, ...(typeof text === 'string' ? { text } : text) });
  }
  return index;
}

const ask = (index, question) => index.find(readQuestion(question));
/** What would be marked in each part of a passage. */
const marked = ({ text, marks }) => marks.map(([start, end]) => text.slice(start, end));

describe('folding', () => {
  it('takes away capitals, accents and ligatures, however they are written', () => {
    assert.deepEqual(folded('ÉCOLE, Noël, cœur, Ægir, garçon'), ['ecole', 'noel', 'coeur', 'aegir', 'garcon']);
    assert.equal(fold('e\u0301cole'), 'ecole');
  });

  it('parts the article from its word, and keeps numbers', () => {
    assert.deepEqual(folded('l’école d\'Awa à 14 h 30'), ['l', 'ecole', 'd', 'awa', 'a', '14', 'h', '30']);
  });

  it('says where each word stands', () => {
    const text = 'À l’école : « Œuvre\u202f! » 🎈 e\u0301te\u0301';
    assert.deepEqual(placesIn(text).map(({ start, end }) => text.slice(start, end)), wordsIn(text));
    assert.deepEqual(wordsIn(text), ['À', 'l', 'école', 'Œuvre', 'e\u0301te\u0301']);
  });
});

describe('near words', () => {
  for (const [one, other, slips] of [
    ['silence', 'silense', 1], ['silence', 'silnce', 1], ['silence', 'sillence', 1], ['silence', 'silecne', 1],
    ['bibliotheque', 'bibilotehque', 2], ['presence', 'prudence', 2], ['kestion', 'question', 2], ['silence', 'violence', 2],
  ]) {
    it(`${one} and ${other} are ${slips} apart`, () => {
      assert.equal(isNear(one, other, slips) && isNear(other, one, slips), true);
      assert.equal(isNear(one, other, slips - 1), false);
      assert.ok(lettersApart(lettersOf(one), lettersOf(other)) <= 2 * slips, 'the letters leave it in');
    });
  }

  it('forgives nothing in a short word, and two slips in a long one', () => {
    assert.deepEqual(['mere', 'ecole', 'bonjours', 'situation'].map(slipsOf), [0, 1, 1, 2]);
  });
});

describe('questions', () => {
  for (const [text, parts] of [
    ['', []], ['  ? ', []], ['s', []], ['à ', ['a']], ['éco', ['eco…']], ['l’éco', ['l', 'eco…']], ['école ', ['ecole']],
    ['« je n’ai rien » dit', ['"je n ai rien"', 'dit…']], ['"je n\'ai ri', ['"je n ai ri…"']], ['“rien dit”', ['"rien dit"']], ['"" « ', []],
  ]) {
    it(`« ${text} » asks for ${parts.length} parts`, () => {
      const said = readQuestion(text).map(({ words, phrase, open }) => {
        const each = `${words.join(' ')}${open ? '…' : ''}`;
        return phrase ? `"${each}"` : each;
      });
      assert.deepEqual(said, parts);
    });
  }
});

describe('answers', () => {
  const texts = {
    car: 'Kenzo a refusé de monter dans la voiture. Ce silence, je ne l’avais pas prévu.',
    group: 'Aidez-moi à comprendre ce que je protège, par mes silences.',
    slip: 'Un silense de couloir.',
    school: { title: 'L’école', tags: ['fin d’année'], text: 'Je n’ai rien dit.' },
    other: 'La fin de la journée.',
  };
  const index = indexOf(texts);

  it('finds words without their accents, by their beginning while they are typed, and with a slip', () => {
    assert.deepEqual(ask(index, 'ECOLE'), { exact: ['school'], near: [] });
    assert.deepEqual(ask(index, 'silenc').exact.sort(), ['car', 'group']);
    assert.deepEqual(ask(index, 'silence '), { exact: ['car'], near: ['group', 'slip'] });
    for (const slip of ['voitrue', 'voituse', 'voiturre', 'voitue']) assert.deepEqual(ask(index, slip), { exact: [], near: ['car'] }, slip);
    assert.deepEqual(ask(index, 'vxtrue'), { exact: [], near: [] });
  });

  it('wants every word, anywhere in the text, its title or its tags', () => {
    assert.deepEqual(ask(index, 'kenzo silence').exact, ['car']);
    assert.deepEqual(ask(index, 'ecole annee rien ').exact, ['school']);
    assert.deepEqual(ask(index, 'kenzo ecole '), { exact: [], near: [] });
  });

  it('wants the words of a phrase one after the other, without a slip, and never from one field to the next', () => {
    assert.deepEqual(ask(index, '« je ne l’avais pas »').exact, ['car']);
    assert.deepEqual(ask(index, '"la fin" ').exact, ['other']);
    assert.deepEqual(ask(index, '"ne je"'), { exact: [], near: [] });
    assert.deepEqual(ask(index, '"silance"'), { exact: [], near: [] });
    assert.deepEqual(ask(index, '"fin d\'année je"'), { exact: [], near: [] });
    assert.deepEqual(ask(index, '"rien di').exact, ['school']);
  });

  it('puts whole words first, then titles, then what says it more often, then the latest', () => {
    const ranked = indexOf({
      begun: { text: 'des silences, silences, silences', lived: '2026-12-01' }, early: { text: 'un silence', lived: '2026-01-01' },
      twice: { text: 'un silence, un silence', lived: '2026-01-01' }, late: { text: 'un silence', lived: '2026-02-01' },
      later: { text: 'un silence', lived: '2026-02-01', written: 5 }, title: { title: 'Silence', text: '', lived: '2026-01-01' },
    });
    assert.deepEqual(ask(ranked, 'silence').exact, ['title', 'twice', 'later', 'late', 'early', 'begun']);
  });

  it('follows what changes, and forgets what goes', () => {
    const changing = indexOf({ one: 'un silence', two: 'un silence' });
    changing.put('one', { title: '', tags: [], text: 'un bruit', lived: '2026-11-01', written: 1 });
    assert.deepEqual(ask(changing, 'silence').exact, ['two']);
    assert.deepEqual(ask(changing, 'bruit').exact, ['one']);
    changing.remove('two');
    assert.deepEqual(ask(changing, 'silence'), { exact: [], near: [] });
    assert.equal(changing.size, 1);
  });

  it('agrees with a plain reading of the folded texts, for every pair of words', () => {
    const sentences = ['Le matin, l’école ouvre.', 'Elle a ouvert le cœur du sujet.', 'Le sujet : l’ouverture, le matin même.', 'Rien, ce matin-là.', ''];
    const many = indexOf(Object.fromEntries(sentences.entries()));
    const plain = sentences.map((text) => ` ${folded(text).join(' ')} `);
    const words = [...new Set(sentences.flatMap(folded))];
    for (const one of words) {
      for (const other of words) {
        const both = plain.flatMap((text, at) => (text.includes(` ${one} `) && text.includes(` ${other} `) ? [String(at)] : []));
        // a slip away from a word is no whole word
        assert.deepEqual(ask(many, `"${one}" "${other}"`).exact.sort(), both, `${one}, ${other}`);
        const phrase = plain.flatMap((text, at) => (text.includes(` ${one} ${other} `) ? [String(at)] : []));
        assert.deepEqual(ask(many, `"${one} ${other}"`).exact.sort(), phrase, `« ${one} ${other} »`);
        const begun = plain.flatMap((text, at) => (text.includes(` ${one} ${other.slice(0, 2)}`) ? [String(at)] : []));
        assert.deepEqual(ask(many, `"${one} ${other.slice(0, 2)}`).exact.sort(), begun, `« ${one} ${other.slice(0, 2)}…`);
      }
    }
  });
});

describe('passages', () => {
  const passage = (text, question) => passagesOf(indexOf({ one: text }), readQuestion(question), ['one'])[0];

  it('marks the words as they were written', () => {
    const { title, tags, excerpt } = passage({ title: 'Mon École', tags: ['école', 'train'], text: 'Le cœur de l’école, l’ecole\u202f!' }, 'coeur ecol');
    assert.deepEqual(marked(title), ['École']);
    assert.deepEqual(tags.map(marked), [['école']]);
    assert.deepEqual(marked(excerpt), ['cœur', 'école', 'ecole']);
  });

  it('marks what a slip away answers, and a phrase from its first word to its last', () => {
    assert.deepEqual(marked(passage('Un silense de couloir.', 'silence').excerpt), ['silense']);
    assert.deepEqual(marked(passage('Rien. Je n’ai rien dit, rien.', '« n’ai rien »').excerpt), ['n’ai rien']);
    assert.deepEqual(marked(passage('Je n’ai rien dit, rien.', '"n’ai rien" "rien dit"').excerpt), ['n’ai rien dit']);
  });

  it('shows whole words around the first mark', () => {
    const far = `${'Un mot puis un autre. '.repeat(40)}Enfin le silence, ${'et la suite, encore. '.repeat(40)}`;
    const { text, marks: [[start, end]] } = passage(far, 'silence').excerpt;
    assert.equal(text.slice(start, end), 'silence');
    assert.match(text, /^… (un|mot|puis|autre)\b.* Enfin le silence, et la suite.*…$/);
    assert.ok(start < 60 && text.length < 220, text);
    assert.match(passage(`Un silence. ${'Une fin. '.repeat(40)}`, 'silence').excerpt.text, /Une fin…$/);
    assert.deepEqual(passage('Tout court, un silence.', 'silence').excerpt.text, 'Tout court, un silence.');
  });

  it('cuts no mark in two, nor loses itself where there is no space', () => {
    const long = `${'x'.repeat(300)} silence ${'y'.repeat(300)}`;
    assert.deepEqual(marked(passage(long, 'silence').excerpt), ['silence']);
    assert.deepEqual(marked(passage(`${'tic-'.repeat(40)}silence, et la suite.`, 'silence').excerpt), ['silence']);
    assert.deepEqual(marked(excerptOf({ text: 'x'.repeat(400), marks: [[100, 380]] })), ['x'.repeat(280)]);
    assert.deepEqual(marked(passage(`${'mot '.repeat(60)}fin`, `"${'mot '.repeat(60).trim()}"`).excerpt), ['mot '.repeat(60).trim()]);
  });

  it('says nothing of a text that left', () => {
    assert.deepEqual(passagesOf(indexOf({}), readQuestion('silence'), ['one']), []);
  });
});

describe('choices', () => {
  const summary = { kind: 'entry', tags: ['école'], lived: '2026-11-05' };

  it('keep what answers all of them, days included', () => {
    for (const [choice, kept] of [
      [{}, true], [{ kind: 'entry' }, true], [{ kind: 'case' }, false], [{ tag: 'école' }, true], [{ tag: 'train' }, false],
      [{ from: '2026-11-05' }, true], [{ to: '2026-11-05' }, true], [{ from: '2026-11-06' }, false], [{ to: '2026-11-04' }, false],
      [{ kind: 'entry', tag: 'école', from: '2026-11-01', to: '2026-11-30' }, true], [{ kind: 'entry', tag: 'école', to: '2026-10-30' }, false],
    ]) assert.equal(keeps({ ...EVERYTHING, ...choice }, summary), kept, JSON.stringify(choice));
  });

  it('keep a text that did not open while nothing is chosen', () => {
    assert.equal(keeps(EVERYTHING, null), true);
    for (const choice of [{ kind: 'entry' }, { tag: 'école' }, { from: '2026-11-01' }, { to: '2026-11-30' }]) {
      assert.equal(keeps({ ...EVERYTHING, ...choice }, null), false, JSON.stringify(choice));
    }
  });

  it('go back to the last séance of any group, today’s included', () => {
    const group = (...days) => ({ seances: days.map((day) => ({ day: dayNumber(day) })) });
    const groups = [group('2026-10-08', '2026-12-04'), group('2026-11-06'), group()];
    assert.equal(lastSeance(groups, '2026-11-21'), dayNumber('2026-11-06'));
    assert.equal(lastSeance(groups, '2026-12-04'), dayNumber('2026-12-04'));
    assert.equal(lastSeance(groups, '2026-10-01'), null);
    assert.equal(lastSeance([], '2026-11-21'), null);
  });
});
