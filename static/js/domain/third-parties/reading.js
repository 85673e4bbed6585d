/** What the rules read: the words of a text, its language and its style, and questions about one word. */

import { APPOSED, CLITICS, DETERMINERS, ENGLISH_WORDS, FRENCH_WORDS, FUNCTION_WORDS, NAMED_AFTER, READING, TITLES, SHORT_TITLES } from './grammar.js';
import { AUTHORS, NEVER } from './never.js';
import { wordsOf } from './tokens.js';

/** @typedef {import('./lists.js').Lists} Lists */
/** @typedef {import('./tokens.js').Word} Word */
/** @typedef {'fr'|'en'} Language */

const FEW_CAPITALS = 0.02;

/** One text, read once. */
export class Reading {
  /** @type {Map<string, boolean>} */
  #common = new Map();
  /** @type {Map<number, boolean>} */
  #read = new Map();
  /** @type {Set<string>|null} */
  #lower = null;

  /** @param {string} text @param {Lists} lists */
  constructor(text, lists) {
    this.text = text;
    this.lists = lists;
    this.words = wordsOf(text);
    this.language = languageOf(this.words);
    /** Whether the person writes without capitals, names included. */
    this.lowerCase = this.words.filter(({ capital, shout }) => capital && !shout).length < this.words.length * FEW_CAPITALS;
  }

  /** Whether a word is also written without its capital somewhere, as names are not. @param {number} at */
  isAlsoLower(at) {
    this.#lower ??= new Set(this.words.filter(({ capital }) => !capital).map(({ folded }) => folded));
    return this.#lower.has(this.words[at].folded);
  }

  /** The word before, when only spaces or an apostrophe part them. @param {number} at @returns {string} folded, '' for none */
  lead(at) {
    return this.words[at]?.joined ? this.words[at - 1].folded : '';
  }

  /** The word after, likewise. @param {number} at @returns {string} */
  follow(at) {
    return this.words[at + 1]?.joined ? this.words[at + 1].folded : '';
  }

  /** Whether a folded word is an ordinary word of the language. @param {string} folded @returns {boolean} */
  isCommon(folded) {
    const known = this.#common.get(folded) ?? this.#isCommonNow(folded);
    this.#common.set(folded, known);
    return known;
  }

  /** @param {string} folded @returns {boolean} */
  #isCommonNow(folded) {
    const { words, english } = this.lists;
    const isWord = (/** @type {string} */ part) => words.has(part) || FUNCTION_WORDS.has(part) || (this.language === 'en' && english.has(part));
    return isWord(folded) || (folded.includes('-') && folded.split('-').every((part) => part.length < 2 || isWord(part)));
  }

  /** Whether a word can be a first name of the list, or a compound of them. @param {string} folded @returns {boolean} */
  isFirstName(folded) {
    const { firstNames } = this.lists;
    if (firstNames.has(folded)) return true;
    const parts = folded.split('-');
    return parts.length === 2 && firstNames.has(parts[0]) && (firstNames.has(parts[1]) || parts[1].length < 4);
  }

  /** Whether a word has a capital that its place does not explain, and that is no abbreviation. @param {number} at */
  isMarked(at) {
    const word = this.words[at];
    return word.capital && !word.shout && !word.opens && word.text.length > 1;
  }

  /** Whether a name is that of an author, of a scale or of an illness. @param {number} at @returns {boolean} */
  isRead(at) {
    const known = this.#read.get(at) ?? this.#isReadNow(at);
    this.#read.set(at, known);
    return known;
  }

  /** @param {number} at @returns {boolean} */
  #isReadNow(at) {
    const { words } = this;
    if (this.isAuthor(at) || (READING.has(this.lead(at)) && words[at].capital && !this.#isListed(words[at].folded))) return true;
    if (['de', 'd'].includes(this.lead(at)) && NAMED_AFTER.has(this.lead(at - 1))) return true;
    const listed = at > 0 && /^, $/.test(words[at].gap) ? at - 1 : ['et', 'and'].includes(this.lead(at)) ? at - 2 : -1;
    return listed >= 0 && words[listed].capital && words[at].capital && !this.#isListed(words[at].folded) && this.isRead(listed);
  }

  /** An author whose name few people bear: nobody can tell a Morin from another. @param {number} at */
  isAuthor(at) {
    const { folded } = this.words[at];
    return AUTHORS.has(folded) && !this.#isListed(folded);
  }

  /** @param {string} folded */
  #isListed(folded) {
    return this.lists.surnames.has(folded) || this.isFirstName(folded);
  }

  /** « la Saint-Jean », « une médaille de sainte Rita »: no person of today. @param {number} at */
  isSaint(at) {
    const lead = this.lead(at);
    return (lead === 'la' && /^sainte?-/.test(this.words[at].folded)) || (/^sainte?$/.test(lead) && !this.words[at - 1].capital);
  }

  /** « Marchand, le gradé ». @param {number} at */
  isApposed(at) {
    const next = this.words[at + 1];
    return next !== undefined && /^,[ \u00a0]$/.test(next.gap) && APPOSED.has(next.folded);
  }

  /** Whether what stands before a word takes a common noun, or a verb. @param {number} at */
  isLedByGrammar(at) {
    const lead = this.lead(at);
    return DETERMINERS.has(lead) || CLITICS.has(lead);
  }

  /** @param {number} at */
  isNever(at) {
    return NEVER.has(this.words[at].folded);
  }

  /** Whether a word is a title that announces the next one: « Mme », « docteur ». @param {number} at */
  isTitle(at) {
    const [word, next] = [this.words[at], this.words[at + 1]];
    if (!word || !next || !TITLES.has(word.folded) || !/^\.?[ \u00a0\u202f]+$/.test(next.gap)) return false;
    if (next.gap.startsWith('.')) return word.text.length <= 4 && (word.capital || next.gap.length > 1);
    return !SHORT_TITLES.has(word.folded) || (word.capital && next.capital);
  }
}

/** @param {Word[]} words @returns {Language} */
function languageOf(words) {
  const english = words.filter(({ folded }) => ENGLISH_WORDS.has(folded)).length;
  const french = words.filter(({ folded }) => FRENCH_WORDS.has(folded)).length;
  return english > french ? 'en' : 'fr';
}
