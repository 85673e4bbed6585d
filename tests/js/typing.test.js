import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { Page } from './typing.mjs';

/** @param {string} typed @param {boolean} [french] @returns {string} the words of the first block */
const wordsOf = (typed, french) => new Page([], french).type(typed).body[0][1].map(([text]) => text).join('');

describe('typing French', () => {
  const cases = /** @type {const} */ ({
    "l'école": 'l’école',
    'Il dit "bonjour" et sort.': 'Il dit «\u202fbonjour\u202f» et sort.',
    '("oui")': '(«\u202foui\u202f»)',
    'Quoi ? Rien ; tant pis !': 'Quoi\u202f? Rien\u202f; tant pis\u202f!',
    'Quoi? Rien!': 'Quoi\u202f? Rien\u202f!',
    'Une chose : elle': 'Une chose\u00a0: elle',
    'à 10:30, ou 10:45': 'à 10:30, ou 10:45',
    'voir https://example.org/a?b=1;c!': 'voir https://example.org/a?b=1;c!',
    'attendre...': 'attendre…',
    '<<mot>>': '«\u202fmot\u202f»',
  });
  for (const [typed, set] of Object.entries(cases)) it(`sets ${typed}`, () => assert.equal(wordsOf(typed), set));

  it('leaves everything as typed when it is switched off', () => {
    for (const typed of Object.keys(cases)) assert.equal(wordsOf(typed, false), typed);
  });

  it('gives back what was typed with Backspace, at once', () => {
    const page = new Page().type("l'");
    assert.ok(page.press('Backspace'));
    assert.equal(page.body[0][1][0][0], "l'");
  });

  it('changes nothing within a link', () => {
    const page = new Page([['paragraph', [['laba', ['link:https://example.org/']]]]]).goTo(3);
    assert.deepEqual(page.type("'").body, [['paragraph', [["la'ba", ['link:https://example.org/']]]]]);
  });
});

describe('signs that become what they mean', () => {
  it('makes blocks of the signs at the beginning of a line', () => {
    const typed = { '# ': 'heading', '## ': 'subheading', '> ': 'quote', '- ': 'item', '* ': 'item', '[] ': 'todo', '[ ] ': 'todo', '[x] ': 'done' };
    for (const [signs, block] of Object.entries(typed)) assert.deepEqual(new Page().type(`${signs}mot`).body, [[block, [['mot', []]]]], signs);
  });

  it('makes an item to tick of a list', () => {
    assert.deepEqual(new Page().type('- [ ] mot').body, [['todo', [['mot', []]]]]);
  });

  it('marks the words between two signs, and not what follows', () => {
    assert.deepEqual(new Page().type('un **mot fort** et').body, [['paragraph', [['un ', []], ['mot fort', ['strong']], [' et', []]]]]);
    assert.deepEqual(new Page().type('*mot* et _mot_').body, [['paragraph', [['mot', ['em']], [' et ', []], ['mot', ['em']]]]]);
    assert.deepEqual(new Page().type('2*3*4 et snake_case_ici').body, [['paragraph', [['2*3*4 et snake_case_ici', []]]]]);
  });

  it('makes a link of an address in brackets, and of no other address', () => {
    assert.deepEqual(new Page().type('[là](https://example.org/) puis').body, [['paragraph', [['là', ['link:https://example.org/']], [' puis', []]]]]);
    assert.deepEqual(new Page().type('[là](javascript:x)').body, [['paragraph', [['[là](javascript:x)', []]]]]);
  });
});

describe('lists', () => {
  it('goes on with Enter, and ends with an empty item', () => {
    assert.deepEqual(new Page().type('- un\ndeux\n\nfin').body.map(([block]) => block), ['item', 'item', 'paragraph']);
    assert.deepEqual(new Page().type('[x] un\ndeux').body.map(([block]) => block), ['done', 'todo']);
  });

  it('ticks an item and takes the tick away from the keyboard', () => {
    const page = new Page([['todo', [['un', []]]]]);
    for (const block of ['done', 'todo']) {
      assert.ok(page.press('Enter', { ctrlKey: true }));
      assert.equal(page.body[0][0], block);
    }
  });
});
