/** Days that a calendar can find, in French and in English. A month alone or a day of the week says too little to count. */

/** @typedef {import('./numbers.js').Mark} Mark */

const SPACE = '[ \\u00a0\\u202f]';
const MONTH = '(?:janv(?:ier|\\.)?|f[ée]v(?:rier|r\\.?|\\.)?|mars|avr(?:il|\\.)?|mai|juin|juil(?:let|\\.)?|ao[uû]t|sept(?:embre|\\.)?'
  + '|oct(?:obre|\\.)?|nov(?:embre|\\.)?|d[ée]c(?:embre|\\.)?)';
const MONTH_EN = '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const WEEKDAY = '(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday|sunday),? )?';
const UNITS = 'deux|trois|quatre|cinq|six|sept|huit|neuf';
const DAY = `(?:3[01]|[12]\\d|0?[1-9](?:er)?|1${SPACE}?er|premier|(?:vingt|trente)(?:[- ]et[- ]un|[- ](?:${UNITS}))?|${UNITS}|dix(?:[- ](?:sept|huit|neuf))?|onze|douze|treize`
  + '|quatorze|quinze|seize)';
const YEAR = `(?:${SPACE}?(?:19|20)\\d{2})`;
const END = '(?![\\p{L}\\p{N}])';
const START = '(?<![\\p{L}\\p{N}])';

/** @param {string} source */
const pattern = (source) => new RegExp(source, 'giu');

const IN_WORDS = pattern(`${START}${WEEKDAY}(?:${DAY}${SPACE}?(?:au|et|ou|-|–|/)${SPACE}?)?${DAY}${SPACE}${MONTH}${YEAR}?${END}`);
const MONTH_FIRST_EN = pattern(`${START}${WEEKDAY}${MONTH_EN}${SPACE}\\d{1,2}(?:st|nd|rd|th)?(?:,?${YEAR})?(?!\\d|${SPACE}?(?:ans|people|children))`);
const DAY_FIRST_EN = pattern(`${START}${WEEKDAY}\\d{1,2}(?:st|nd|rd|th)?(?: of)?${SPACE}${MONTH_EN}${YEAR}?${END}`);
const IN_FIGURES = /(?<![\d/.,-])(?:0?[1-9]|[12]\d|3[01])([/.-])(?:0?[1-9]|1[0-2])\1(?:(?:19|20)\d{2}|\d{2})(?![\d/])/g;
const ISO = /(?<![\d-])(?:19|20)\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)/g;
const SHORT = /(?<![\d/.,])(?:0[1-9]|[12]\d|3[01])\/(?:0[1-9]|1[0-2])(?![\d/])/g;
const SHORT_LED = /(?<=(?:^|[^\p{L}])(?:le|du|au|dès le|avant le) )(?:0?[1-9]|[12]\d|3[01])[/.](?:0?[1-9]|1[0-2])(?![\d/.])/giu;
const MONTH_AND_YEAR = pattern(`${START}${MONTH}${SPACE}(?:19|20)\\d{2}(?!\\d)`);
const YEAR_OF_BIRTH = /(?<=(?<![\p{L}])n[ée]e?s? en )(?:(?:19|20)\d{2}|\d{2})(?!\d)|(?<=\bborn in )(?:19|20)\d{2}(?!\d)/giu;

const MEASURED = /(?:\bTA|tension|\bsat|glasgow|EVA|eva|note|noté|score|douleur)[ :à]*$/i;

/** @param {string} text @returns {Mark[]} */
export function findDates(text) {
  const sure = [IN_WORDS, MONTH_FIRST_EN, DAY_FIRST_EN, IN_FIGURES, ISO, SHORT_LED];
  const perhaps = [SHORT, MONTH_AND_YEAR, YEAR_OF_BIRTH];
  return [
    ...sure.flatMap((each) => marks(text, each, 'sure')),
    ...perhaps.flatMap((each) => marks(text, each, 'perhaps')),
  ];
}

/** @param {string} text @param {RegExp} each @param {import('./numbers.js').Level} level @returns {Mark[]} */
function marks(text, each, level) {
  return Array.from(text.matchAll(each))
    .filter(({ index }) => !MEASURED.test(text.slice(Math.max(0, index - 12), index)))
    .map(({ 0: found, index }) => ({ start: index, end: index + found.length, kind: 'date', level }));
}
