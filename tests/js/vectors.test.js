/** @file The browser's modules against the vectors that hold every implementation. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { runVector } from './run-vector.mjs';

const FOLDER = new URL('../vectors/', import.meta.url);
const words = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory() && !entry.name.startsWith('_'));

for (const { name: word } of words) {
  const folder = new URL(`${word}/`, FOLDER);
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  test(`${word}: each vector gives the outcome and the output that its file expects`, async () => {
    assert.ok(files.length > 0, `no vector in ${word}`);
    for (const file of files) {
      const { comment, expect, output, ...vector } = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
      assert.deepEqual(await runVector(vector), { expect, output }, `${word}/${file}: ${comment}`);
    }
  });
}
