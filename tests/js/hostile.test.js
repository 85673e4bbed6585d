import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { EntryError, checkEntry, plainText } from '../../static/js/domain/entry.js';
import { toMarkdown } from '../../static/js/domain/markdown.js';
import { bodyOf, documentOf } from '../../static/js/editor/document.js';
import { REFUSED, SHOWN, WORDS } from './hostile.mjs';

const TAGS = new Set(['p', 'h2', 'h3', 'blockquote', 'strong', 'em', 'span']);
const ATTRIBUTES = new Set(['class', 'data-address', 'role']);

/** What the schema draws: names of elements and of their attributes are its own. @param {any} drawn */
function expectOwn(drawn) {
  const [tag, given] = drawn;
  assert.ok(TAGS.has(tag), tag);
  const attributes = typeof given === 'object' && given !== null && !Array.isArray(given) ? given : {};
  for (const name of Object.keys(attributes)) assert.ok(ATTRIBUTES.has(name), name);
}

/** @param {import('../../static/js/editor/prosemirror.js').Node} document */
function expectDrawnAsOwn(document) {
  document.descendants((node) => {
    if (node.type.spec.toDOM) expectOwn(node.type.spec.toDOM(node));
    for (const mark of node.marks) expectOwn(mark.type.spec.toDOM?.(mark, true));
  });
}

describe('hostile documents', () => {
  const all = WORDS.length * (Object.keys(SHOWN).length + Object.keys(REFUSED).length);
  it(`are many: ${all}`, () => assert.ok(all >= 300));

  for (const [where, make] of Object.entries(SHOWN)) {
    it(`show words as words in ${where}`, () => {
      for (const words of WORDS) {
        const document = checkEntry(make(words));
        const drawn = documentOf(document.body);
        expectDrawnAsOwn(drawn);
        assert.deepEqual(bodyOf(drawn), document.body);
        const said = [document.title, ...document.tags, ...Object.values(document.fields), plainText(document.body)];
        assert.ok(said.some((each) => each.includes(words)), words);
        assert.doesNotMatch(toMarkdown(document.body), /(^|[^\\])\]\((?!https?:)/, words);
      }
    });
  }

  for (const [where, make] of Object.entries(REFUSED)) {
    it(`are refused for ${where}`, () => {
      for (const words of WORDS) assert.throws(() => checkEntry(make(words)), EntryError, JSON.stringify(words));
    });
  }
});
