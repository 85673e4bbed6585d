/** Rows H of docs/attacks.md that plain data decides: what a text can hold, whoever wrote it. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { checkEntry, entryFromText } from '../../static/js/domain/entry.js';
import { fromMarkdown, toMarkdown } from '../../static/js/domain/markdown.js';

const SCHEMES = ['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'java\tscript:alert(1)', ' javascript:alert(1)', 'data:text/html,<b>',
  'vbscript:x', 'file:///etc/passwd', 'blob:http://a/b', '//evil.example', '/carnet', 'intent://x', 'ftp://a', 'https:evil'];
const MARKUP = ['<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '<svg/onload=alert(1)>', '<a href="javascript:1">a</a>',
  '<style>*{}</style>', '<iframe srcdoc="x">', '&lt;b&gt;', '<!--', ']]>', '{{7*7}}', '${7*7}', '<math><mtext></form><mglyph><style>'];

/** @param {any[]} body @returns {string[]} every mark of a body */
const marksOf = (body) => body.flatMap(([, runs]) => runs.flatMap((/** @type {any} */ run) => run[1]));

describe('what a text can hold', () => {
  it('reads no link but http and https from Markdown', () => {
    for (const scheme of SCHEMES) {
      const body = fromMarkdown(`[a](${scheme}) [b](<${scheme}>) ![c](${scheme}) <${scheme}>\n\n[a]: ${scheme}`);
      assert.deepEqual(marksOf(body).filter((mark) => mark.startsWith('link:')), [], scheme);
    }
  });

  it('refuses a document whose link is not http or https', () => {
    for (const scheme of SCHEMES) {
      const document = { ...entryFromText('a', '2026-11-20', 1), body: [['paragraph', [['a', [`link:${scheme}`]]]]] };
      assert.throws(() => checkEntry(document), { code: 'encoding' }, scheme);
    }
  });

  it('keeps markup as the characters it is made of, through Markdown and back', () => {
    for (const markup of MARKUP) {
      const body = fromMarkdown(toMarkdown([['paragraph', [[markup, []]]]]));
      assert.deepEqual(body, [['paragraph', [[markup, []]]]], markup);
    }
  });

  it('takes no field, mark or block whose name is that of something every object has', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      const base = { ...entryFromText('a', '2026-11-20', 1), kind: /** @type {const} */ ('case') };
      const fields = Object.fromEntries([[name, 'x']]);
      assert.throws(() => checkEntry({ ...base, fields }), { code: 'version' }, name);
      assert.throws(() => checkEntry({ ...base, body: [[name, []]] }), { code: 'version' }, name);
      assert.throws(() => checkEntry({ ...base, body: [['paragraph', [['a', [name]]]]] }), { code: 'version' }, name);
      assert.equal(/** @type {any} */ ({}).x, undefined);
    }
  });
});
