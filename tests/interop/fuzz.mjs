/** @file `node tests/interop/fuzz.mjs [FILE]`: the browser's answer to cases answered by the Python reference (`README.md`). */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { isDeepStrictEqual } from 'node:util';
import { runVector } from '../js/run-vector.mjs';

const SHOWN = 10;
const [, , path] = process.argv;
const counts = new Map();
const disagreements = [];
let announced = null;

/** @returns {Promise<{expect: string, output: object}>} an exception outside the errors of the protocol agrees with nothing */
const answerTo = async (vector) => {
  try {
    return await runVector(vector);
  } catch (error) {
    return { expect: `exception: ${error}`, output: {} };
  }
};

for await (const line of createInterface({ input: path ? createReadStream(path) : process.stdin, crlfDelay: Infinity })) {
  const { cases, operation, input, expect, output } = JSON.parse(line);
  if (cases === undefined) {
    const found = await answerTo({ operation, input });
    const way = `${operation} ${found.expect}`;
    counts.set(way, (counts.get(way) ?? 0) + 1);
    if (!isDeepStrictEqual(found, { expect, output })) disagreements.push({ line, expect, found });
  } else {
    announced = cases;
  }
}

const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
const lines = [...counts].sort().map(([way, count]) => `${String(count).padStart(8)}  ${way}`);
process.stdout.write(`${[...lines, `${String(total).padStart(8)}  cases, ${disagreements.length} disagreements`].join('\n')}\n`);
for (const { line, expect, found } of disagreements.slice(0, SHOWN)) {
  process.stdout.write(`\nexpected ${expect}, found ${found.expect}: ${JSON.stringify(found.output)}\n${line}\n`);
}
if (total === 0 || total !== announced) process.exitCode = 2;
if (disagreements.length) process.exitCode = 1;
