import { expect, test } from '@jest/globals';
import type { FieldList } from '../language/fields.js';
import { personalPlaces } from './personal-fields.js';

const stream = 'moss-root.1';
const key = `subject:${stream}`;

test('of an attachment the name is sealed; what its blob is found and proved by stays open', () => {
  const list: FieldList = { scan: { kind: 'attachment', types: ['image/png'], maxBytes: 10 } };
  const data = { scan: { digest: 'a'.repeat(64), bytes: 3, type: 'image/png', name: 'passport of somebody.png' } };
  expect(personalPlaces(list, data, stream, {}, {}).places).toEqual([
    { pointer: '/scan/name', key, purpose: 'subject' },
  ]);
});

test('lists of text are sealed unless they are said to be nobody’s', () => {
  const list: FieldList = {
    notes: { kind: 'list', of: 'text', max: 5 },
    mailboxes: { kind: 'list', of: 'text', max: 5, personal: false },
    ids: { kind: 'list', of: 'id', max: 5 },
  };
  const data = { notes: ['moss'], mailboxes: ['office@example.org'], ids: ['a'] };
  expect(personalPlaces(list, data, stream, {}, {}).places).toEqual([{ pointer: '/notes', key, purpose: 'subject' }]);
});
