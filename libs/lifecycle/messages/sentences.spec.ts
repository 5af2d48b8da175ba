import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { REJECTIONS } from '../../engine/decide/rejection.js';
import { CHECK_MESSAGES } from './check.js';
import { FIELD_MESSAGES, RUBRIC_MESSAGES, SCORE_MESSAGES } from './forms.js';
import { REJECTION_MESSAGES } from './rejections.js';
import { MESSAGES, sentence } from './sentences.js';

const CATALOGUES = [REJECTION_MESSAGES, FIELD_MESSAGES, SCORE_MESSAGES, RUBRIC_MESSAGES, CHECK_MESSAGES];
const messages = Object.entries(MESSAGES);

const OF_MESSAGES =
  /\/messages\/(?:check|forms|parameters|rejections|sentences|message|times|platform-labels|platform-texts)\.ts$|\/messages\.ts$/;

function sources(folder: URL): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((file) => file.isFile() && /(?<!\.spec)\.ts$/.test(file.name))
    .map((file) => join(file.parentPath, file.name))
    .filter((path) => !OF_MESSAGES.test(path))
    .map((path) => readFileSync(path, 'utf8'));
}

const LIFECYCLE = sources(new URL('../', import.meta.url));
const ENGINE = sources(new URL('../../engine/', import.meta.url));

/** Reasons as the sources name them: in problems, refusals and reports. */
function reasonsIn(texts: readonly string[]): Set<string> {
  const named =
    /(?:reason: |refused\(\s*|refuse\(\s*|rejection\(\s*|report\((?:[^()]|\([^()]*\))*?, )'([a-z][A-Za-z]+)'/g;
  return new Set(texts.flatMap((text) => [...text.matchAll(named)].map(([, reason]) => reason ?? '')));
}

function parametersOf(text: string): string[] {
  return [...text.matchAll(/\{([A-Za-z]+)\}/g)].map(([, name]) => name ?? '').sort();
}

describe('every reason has its sentence', () => {
  test('of a refusal', () => {
    expect(Object.keys(REJECTIONS).filter((reason) => !(reason in REJECTION_MESSAGES))).toEqual([]);
  });

  test('of whatever else the sources name', () => {
    const reasons = reasonsIn([...LIFECYCLE, ...ENGINE]);
    expect([...reasons]).toEqual(expect.arrayContaining(['textTooLong', 'scoreNotALevel', 'deadEnd', 'hashDiffers']));
    // The marks that a simulation makes up hold a reason too; it is no code.
    expect([...reasons].filter((reason) => !(reason in MESSAGES) && reason !== 'alpha')).toEqual([]);
  });

  test('and no sentence stands there for nothing', () => {
    const words = [...LIFECYCLE, ...ENGINE].join('\n');
    const named = (reason: string): boolean => words.includes(`'${reason}'`) || words.includes(`  ${reason}: '`);
    expect(messages.map(([reason]) => reason).filter((reason) => !named(reason))).toEqual([]);
  });

  test('once', () => {
    expect(CATALOGUES.flatMap((catalogue) => Object.keys(catalogue))).toHaveLength(messages.length);
  });
});

describe('in both languages', () => {
  test.each(messages)('%s has the same parameters, each where it may be left out', (_reason, { zh, en }) => {
    expect(parametersOf(zh)).toEqual(parametersOf(en));
    for (const text of [zh, en]) {
      expect(text.replaceAll(/\[[^\][]*\]/g, '')).not.toMatch(/[{}[\]]/);
      for (const [part] of text.matchAll(/\[[^\]]*\]/g)) expect(parametersOf(part)).not.toEqual([]);
    }
  });

  test.each(messages)('%s is a whole sentence', (_reason, { zh, en }) => {
    expect(zh).toMatch(/^[^A-Za-z].*\p{Script=Han}.*[。]$/u);
    expect(en).toMatch(/^[A-Z].*\.$/);
    expect(en).not.toMatch(/\p{Script=Han}/u);
  });
});

describe('a sentence', () => {
  const full = { quota: 'apply', unit: '浦东新区', places: 34, count: 34 };

  test('says what is wrong and what to do', () => {
    expect(sentence('zh', 'quotaExceeded', full)).toBe(
      '名额已满：浦东新区，共 34 个名额，已占用 34 个。如需调整，请与主办单位联系。',
    );
    expect(sentence('en', 'quotaExceeded', { ...full, unit: 'Pudong' })).toBe(
      'There is no place left: Pudong has 34, and 34 are taken. To have the number changed, please ask the organising office.',
    );
  });

  test('leaves out what it does not know', () => {
    expect(sentence('zh', 'quotaExceeded', { command: 'x' })).toBe('名额已满。如需调整，请与主办单位联系。');
  });

  test('puts parameters in as they are, and only its own', () => {
    expect(sentence('en', 'stageUnknown', { stage: '{subject} [x]', subject: '$&' })).toBe(
      'There is no such stage: {subject} [x] of $&.',
    );
    expect(sentence('en', 'constructor')).toBe('constructor');
  });
});
