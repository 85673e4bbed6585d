import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bodyOf, documentOf } from '../../static/js/editor/document.js';
import { isAddress } from '../../static/js/editor/schema.js';

/** @typedef {import('../../static/js/domain/entry.js').Block} Block */

describe('editor document', () => {
  it('gives back the body it was made of, block for block and mark for mark', () => {
    /** @type {Block[]} */
    const body = [
      ['heading', [['Un matin', []]]],
      ['paragraph', [['Pas de ', []], ['cris', ['strong', 'em']], [', dit-il.', []]]],
      ['paragraph', []],
      ['item', [['un sac', []]]],
      ['subheading', [['Après', []]]],
      ['todo', [['rappeler ', []], ['Lou', ['alias']]]],
      ['done', [['écrire', []]]],
      ['quote', [['voir ', []], ['là', ['link:https://example.org/a?b=1']]]],
    ];
    assert.deepEqual(bodyOf(documentOf(body)), body);
  });

  it('makes one empty line of an empty body, and an empty body of empty lines', () => {
    assert.equal(documentOf([]).childCount, 1);
    assert.deepEqual(bodyOf(documentOf([])), []);
    assert.deepEqual(bodyOf(documentOf([['paragraph', [['a', []]]], ['paragraph', []]])), [['paragraph', [['a', []]]]]);
  });

  it('refuses a block and a mark that the schema does not know', () => {
    assert.throws(() => documentOf([['image', [['x', []]]]]), RangeError);
    assert.throws(() => documentOf([['paragraph', [['x', ['underline']]]]]), RangeError);
  });

  it('takes addresses of the web only', () => {
    assert.ok(isAddress('https://example.org/'));
    for (const address of ['javascript:alert(1)', 'data:text/html,x', 'example.org', 'https://a b', 'http://', ' https://a.fr']) assert.ok(!isAddress(address), address);
  });
});
