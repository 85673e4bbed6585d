import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

const css = readFileSync(new URL('../../static/css/tokens.css', import.meta.url), 'utf8');

/** The declarations of the block that follows a selector. @param {string} selector */
function declarations(selector) {
  const start = css.indexOf('{', css.indexOf(selector));
  const block = css.slice(start + 1, css.indexOf('}', start)).replace(/\/\*[^]*?\*\//g, '');
  return Object.fromEntries([...block.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value.trim()]));
}

describe('tokens', () => {
  it('gives the same dark values whether the device or the person asks for them', () => {
    const asked = declarations(":root[data-theme='dark']");
    assert.ok(Object.keys(asked).length > 20);
    assert.deepEqual(declarations(":root:not([data-theme='light'])"), asked);
  });
});
