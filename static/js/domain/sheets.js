/** Templates attached to a text: the questions as they were asked, and what was said of each (docs/browser-client.md, "Entry document"). */

import { expect, isMap } from './entry-error.js';

/** @typedef {[asked: string, said: string]} Answer */
/** @typedef {{template: string, name: string, answers: Answer[]}} Sheet */
/** @typedef {{id: string, name: string, questions: string[]}} Template what can be attached, in words */

const LONGEST = 300;

/** @param {unknown} value */
const isLine = (value) => typeof value === 'string' && value !== '' && Array.from(value).length <= LONGEST;

/** Whether nothing was said. @param {Answer} answer */
export const isPassed = ([, said]) => said.trim() === '';

/** Whether nothing was said of any question. @param {Sheet} sheet */
export const isBlank = ({ answers }) => answers.every(isPassed);

/** @param {unknown} sheets @throws {import('./entry-error.js').EntryError} */
export function checkSheets(sheets) {
  expect(Array.isArray(sheets));
  for (const sheet of /** @type {unknown[]} */ (sheets)) {
    if (!isMap(sheet)) return expect(false);
    expect(['template', 'name', 'answers'].every((key) => Object.hasOwn(sheet, key)));
    expect(Object.keys(sheet).length === 3, 'version');
    const { template, name, answers } = sheet;
    expect(typeof template === 'string' && /^[0-9A-Za-z]{1,64}$/.test(template) && isLine(name));
    expect(Array.isArray(answers) && answers.length > 0);
    for (const answer of /** @type {unknown[]} */ (answers)) expect(Array.isArray(answer) && answer.length === 2 && isLine(answer[0]) && typeof answer[1] === 'string');
  }
}

/**
 * Adds the questions of a template. A sheet of which nothing was said leaves its place to it; what was said stays as it is, where it is.
 * A template that is there already asks again what it no longer asks.
 * @param {Sheet[]} sheets @param {Template} template @returns {Sheet[]}
 */
export function attach(sheets, { id, name, questions }) {
  const kept = sheets.filter((sheet) => !isBlank(sheet) && sheet.template !== id);
  const said = sheets.filter(({ template }) => template === id).flatMap(({ answers }) => answers).filter((answer) => !isPassed(answer));
  const asked = questions.map((question) => said.find(([words]) => words === question) ?? /** @type {Answer} */ ([question, '']));
  return [...kept, { template: id, name, answers: [...asked, ...said.filter((answer) => !asked.includes(answer))] }];
}

/** Takes away the questions of which nothing was said; a sheet without an answer goes with them. @param {Sheet[]} sheets @param {number} at @returns {Sheet[]} */
export function detach(sheets, at) {
  return sheets.map((sheet, each) => (each === at ? { ...sheet, answers: sheet.answers.filter((answer) => !isPassed(answer)) } : sheet))
    .filter(({ answers }) => answers.length > 0);
}

/** Changes what was said of one question. @param {Sheet[]} sheets @param {number} at @param {number} question @param {string} said @returns {Sheet[]} */
export function say(sheets, at, question, said) {
  return sheets.map((sheet, each) => (each !== at ? sheet
    : { ...sheet, answers: sheet.answers.map((answer, place) => /** @type {Answer} */ (place === question ? [answer[0], said] : answer)) }));
}

/** Sheets as they are read: only what was answered. @param {Sheet[]} sheets @returns {Sheet[]} */
export function answered(sheets) {
  return sheets.map((sheet) => ({ ...sheet, answers: sheet.answers.filter((answer) => !isPassed(answer)) })).filter(({ answers }) => answers.length > 0);
}
