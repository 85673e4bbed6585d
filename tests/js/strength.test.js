/** @file The list of sayings, and what is left of a passphrase without them: the same as `crypto/strength.py`. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { SAYINGS } from '../../static/js/session/sayings.js';
import { withoutSayings } from '../../static/js/session/strength.js';

const read = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');

test('the browser and the Python client hold the same sayings', () => {
  const listed = read('../../crypto/sayings.txt').trim().split('\n').map((line) => line.replaceAll(' ', ''));
  assert.deepEqual([...SAYINGS].sort(), listed.sort());
  assert.ok(SAYINGS.every((saying) => /^[a-z]{10,}$/.test(saying)));
});

test('a saying is found under accents, case, punctuation and digits, and nothing else is', () => {
  for (const { passphrase, left } of JSON.parse(read('../sayings.json'))) {
    assert.deepEqual(withoutSayings(passphrase, SAYINGS).map(({ rest, found }) => [rest, found]), left, passphrase);
  }
});
