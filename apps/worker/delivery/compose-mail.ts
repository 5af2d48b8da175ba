/** What a letter says, in both languages: the programme's own words for what is due, and ours around them. */
import type { Envelope } from '../../../libs/engine/envelope/envelope.js';
import { streamParts } from '../../../libs/engine/ports/event-store.js';
import { localDue } from '../../../libs/lifecycle/messages/format-time.js';
import { filled, type Language, type Message } from '../../../libs/lifecycle/messages/message.js';
import { watchedBy } from '../../../libs/lifecycle/obligations/schedule.js';
import { textAt, wordFor, type Known } from '../../../libs/lifecycle/messages/labels.js';
import type { MailMessage } from '../../../libs/outside/mail/mail-spool.js';
import type { SubjectInContext } from './lookup.js';
import { MAIL_TEXTS } from './messages.js';

export interface Addressed {
  readonly concerned: SubjectInContext;
  readonly known: Known;
  readonly unitName: string | undefined;
  readonly homeName: string | undefined;
}

type Kind = Exclude<MailMessage['kind'], 'notice'>;

const KINDS: Readonly<Record<string, Kind>> = {
  reminderSent: 'reminder',
  deadlineMissed: 'missed',
  escalated: 'escalation',
  chased: 'chase',
};
const MOST_CHARACTERS = 4_000;

/** Of a fact beside a subject: a reminder, a missed deadline, an escalation, chasing. */
export function composeDeadlineMail(fact: Envelope, about: Addressed, to: string): MailMessage {
  const { data } = fact;
  const kind = KINDS[fact.type] ?? 'reminder';
  const stream = watchedBy(fact.stream);
  const deadline = String(data['deadline']);
  const lateFrom = String(data['lateFrom'] ?? data['due']);
  const { zone } = about.concerned;
  const { date, time } = localDue(lateFrom, zone);
  const late = data['late'] === true;
  const [word, days] = wordOf(kind, String(data['step'] ?? ''));
  const labels = {
    ...names(about),
    subject: called('subject', streamParts(stream).category, about.known),
    deadline: called('deadline', deadline, about.known),
    date: same(date),
    time: same(time),
    days: days === undefined ? undefined : same(String(days)),
  };
  const body = inBoth((language) => {
    const text = filled(MAIL_TEXTS[word][language], inLanguage(labels, language));
    return late ? text + MAIL_TEXTS.late[language] : text;
  });
  return {
    ...{ format: 1, fact: fact.id, at: fact.at, root: streamParts(stream).root, to, kind, stream },
    subject: inBoth((language) => filled(MAIL_TEXTS[`${word}.heading`][language], inLanguage(labels, language))),
    text: body,
    due: { deadline, local: `${date} ${time}`, zone, lateFrom },
    ...(late ? { late: true as const } : {}),
  };
}

/** Of a fact of which the programme says that somebody is told. */
export function composeNoticeMail(fact: Envelope, about: Addressed, to: string, key: string): MailMessage {
  const text = said(key, about.known, key);
  const labels = { ...names(about), text };
  return {
    ...{ format: 1, fact: fact.id, at: fact.at, root: streamParts(fact.stream).root, to },
    ...{ kind: 'notice', stream: fact.stream, subject: inBoth((language) => text[language]) },
    text: inBoth((language) => filled(MAIL_TEXTS.notice[language], inLanguage(labels, language))),
  };
}

type Word = 'before' | 'today' | 'overdue' | 'escalation' | 'missed' | 'chase';

/** How it is said, and the days of it. Steps are named `before-14`, `overdue-3`, `escalation-7`. */
function wordOf(kind: Kind, step: string): readonly [Word, number | undefined] {
  if (kind === 'missed' || kind === 'chase') return [kind, undefined];
  const [sort, count] = step.split('-');
  const days = Number(count);
  if (kind === 'escalation') return ['escalation', days];
  if (sort === 'before') return days === 0 ? ['today', undefined] : ['before', days];
  return ['overdue', days];
}

type Labels = Readonly<Record<string, Message | undefined>>;

function names({ concerned, known, unitName, homeName }: Addressed): Labels {
  const { programme, cycle } = concerned;
  return {
    programme: said(programme.definition.title, known, programme.slug),
    cycle: cycle && same(streamParts(cycle.stream).id),
    unit: unitName === undefined ? undefined : same(unitName),
    home: homeName === undefined ? undefined : same(homeName),
  };
}

function inLanguage(labels: Labels, language: Language): Record<string, string> {
  return Object.fromEntries(
    Object.entries(labels).flatMap(([name, label]) => (label === undefined ? [] : [[name, label[language]]])),
  );
}

function called(kind: 'subject' | 'deadline', name: string, known: Known): Message {
  const of = (language: Language): string => wordFor(kind, language, name, known) ?? name;
  return { zh: of('zh'), en: of('en') };
}

function said(key: string, known: Known, otherwise: string): Message {
  const of = (language: Language): string => textAt(language, [key], known) ?? otherwise;
  return { zh: of('zh'), en: of('en') };
}

function same(text: string): Message {
  return { zh: text, en: text };
}

function inBoth(of: (language: Language) => string): Message {
  return { zh: of('zh').slice(0, MOST_CHARACTERS), en: of('en').slice(0, MOST_CHARACTERS) };
}
