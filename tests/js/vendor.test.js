/** @file What is served from `static/vendor/` is what `vendor.json` lists, and every import of it leads somewhere. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const VENDOR = fileURLToPath(new URL('../../static/vendor/', import.meta.url));
const { packages, specifiers } = JSON.parse(readFileSync(join(VENDOR, 'vendor.json'), 'utf8'));
const files = packages.flatMap((each) => each.files.map((file) => ({ ...file, scope: each.scope })));
const modules = files.filter(({ path }) => path.endsWith('.js'));
const MOST_COMPRESSED_METER = 700_000;

const read = (path) => readFileSync(join(VENDOR, path));

/** @returns {string[]} the specifiers that a vendored module imports, its comments left aside */
function importsOf(path) {
  const code = read(path).toString('utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const found = [...code.matchAll(/(?:^|[;}\n])\s*(?:import|export)(?:[\s{*][^;'"()]*?from)?\s*["']([^"'\n]+)["']/g)];
  return found.map(([, specifier]) => specifier);
}

test('every listed file has the hash that was recorded when it was copied', () => {
  for (const { path, sha256 } of files) {
    assert.equal(createHash('sha256').update(read(path)).digest('hex'), sha256, path);
  }
});

test('nothing lies in the folder that the list does not name', () => {
  const found = readdirSync(VENDOR, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(VENDOR, join(entry.parentPath ?? entry.path, entry.name)));
  assert.deepEqual(found.sort(), [...files.map(({ path }) => path), 'vendor.json'].sort());
});

test('every package has the text of its licence', () => {
  for (const { name, licence, licence_file: file } of packages) {
    assert.ok(licence && read(file).length > 400, name);
  }
});

test('every name of the import map leads to a listed module', () => {
  for (const [specifier, address] of Object.entries(specifiers)) {
    const path = address.replace('/static/vendor/', '');
    assert.ok(modules.some((each) => each.path === path), specifier);
  }
});

test('a module of the page imports only names of the import map and listed neighbours', () => {
  for (const { path } of modules.filter(({ scope }) => scope === 'page')) {
    for (const specifier of importsOf(path)) {
      const leads = specifier.startsWith('.') ? existsSync(join(VENDOR, dirname(path), specifier)) : specifier in specifiers;
      assert.ok(leads, `${path} imports ${specifier}`);
    }
  }
});

test('a module of the worker imports by relative paths only, since import maps do not reach workers', () => {
  const worker = modules.filter(({ scope }) => scope === 'worker');
  const all = worker.flatMap(({ path }) => importsOf(path).map((specifier) => [path, specifier]));
  assert.ok(all.length >= 10, 'the imports of the worker are found');
  for (const [path, specifier] of all) {
    assert.ok(specifier.startsWith('.'), `${path} imports ${specifier}`);
    assert.ok(files.some((file) => file.path === join(dirname(path), specifier)), `${path} imports ${specifier}`);
  }
});

test('no vendored module makes code out of text', () => {
  for (const { path } of modules) {
    assert.doesNotMatch(read(path).toString('utf8'), /\bnew Function\(|(?<![\w.])eval\(/, path);
  }
});

test('the meter of passphrases, loaded only when one is chosen, stays under 700 kB compressed', () => {
  const meter = modules.filter(({ path }) => path.startsWith('@zxcvbn-ts/'));
  const size = meter.reduce((total, { path }) => total + gzipSync(read(path)).length, 0);
  assert.ok(size > 100_000 && size < MOST_COMPRESSED_METER, `${size} bytes`);
});
