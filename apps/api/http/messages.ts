/** Sentences of the API's own reasons, beside those of the engine. The part in brackets is left out when its value is not known. */
import type { Problem } from '../../../libs/engine/decide/rejection.js';
import { filled, type Language, type Message } from '../../../libs/lifecycle/messages/message.js';
import { sentence } from '../../../libs/lifecycle/messages/sentences.js';
import type { KindsOf } from '../../../libs/lifecycle/messages/parameters.js';
import { inWords, type Known } from '../../../libs/lifecycle/messages/labels.js';

export const API_MESSAGES = {
  tokenMissing: {
    zh: '请先登录：请求须在 Authorization 头中带有 Bearer 令牌。',
    en: 'Please sign in: the request needs a bearer token in its Authorization header.',
  },
  tokenUnknown: {
    zh: '令牌无效或已被撤销。请重新获取令牌。',
    en: 'This token is unknown or was revoked. Please obtain a new one.',
  },
  tokenKind: {
    zh: '这种令牌不能用于此处。',
    en: 'A token of this kind opens another door.',
  },
  roleRequired: {
    zh: '只有以下角色可以使用：{roles}。',
    en: 'This is for these roles only: {roles}.',
  },
  busy: {
    zh: '同时进行的请求太多[（最多 {limit} 个）]，请稍候再试。',
    en: 'Too many requests at once[ ({limit} at most)]. Please try again in a moment.',
  },
  jsonMalformed: {
    zh: '请求内容不是有效的 JSON。',
    en: 'The body is not valid JSON.',
  },
  bodyMissing: { zh: '请求没有内容。', en: 'The request has no body.' },
  mediaType: {
    zh: '请求内容须为 application/json。',
    en: 'The body must be application/json.',
  },
  bodyTooLarge: {
    zh: '请求内容太大[，最多 {limit} 字节]。',
    en: 'The body is too large[; at most {limit} bytes].',
  },
  headersTooLarge: { zh: '请求头太大。', en: 'The headers are too large.' },
  requestTimeout: { zh: '请求没有在规定时间内发送完。', en: 'The request took too long to arrive.' },
  requestMalformed: { zh: '请求格式有误。', en: 'The request is malformed.' },
  headerTwice: {
    zh: '请求头 {header} 只能出现一次。',
    en: 'The header {header} may stand there once only.',
  },
  routeUnknown: { zh: '没有这个地址。', en: 'There is nothing at this address.' },
  methodNotAllowed: {
    zh: '此地址不支持该方法，可用：{allowed}。',
    en: 'This address does not take that method; it takes {allowed}.',
  },
  revisionMoved: {
    zh: '这项记录已被他人更新[（现为第 {actual} 版）]，请查看最新内容后再提交。',
    en: 'This was changed in the meantime[ (it stands at revision {actual})]. Please look at it again before you submit.',
  },
  unavailable: {
    zh: '系统暂时无法处理，什么都没有写入。请稍后用同一请求编号重试。',
    en: 'This cannot be done at the moment; nothing was written. Please try again with the same key.',
  },
  outcomeUnknown: {
    zh: '系统暂时无法确认是否已经写入。请用同一请求编号重试，不会重复。',
    en: 'Whether this was written is not known yet. Please try again with the same key: it is done once only.',
  },
  viewsBehind: {
    zh: '列表尚未更新到所要求的位置，请稍后重试。',
    en: 'The lists have not come as far as you asked for yet. Please try again in a moment.',
  },
  cursorForeign: {
    zh: '这个位置不属于本日志。请从头读取。',
    en: 'This place is none of this log. Please read from the beginning.',
  },
  pageUnknown: {
    zh: '没有这一页。请从第一页读取。',
    en: 'There is no such page. Please read from the first one.',
  },
  clockReal: {
    zh: '这里用的是真实时钟，不能拨动。',
    en: 'The clock here is the real one and cannot be put.',
  },
  clockGoesBack: {
    zh: '时钟不能往回拨[：现为 {now}]。',
    en: 'The clock does not go back[; it stands at {now}].',
  },
  workerElsewhere: {
    zh: '此进程不运行后台任务，请向运行后台任务的进程询问。',
    en: 'No worker runs in this process. Please ask the one that runs it.',
  },
  tooSlow: {
    zh: '接收太慢，连接已断开。请从最后收到的位置继续。',
    en: 'This was read too slowly and has been cut off. Please go on from the last event you have.',
  },
  closing: { zh: '系统正在关闭，请稍后重试。', en: 'The system is shutting down. Please try again in a moment.' },
  logDamaged: {
    zh: '这里的记录在日志里受损，重试没有用。已记录在案[（编号 {id}）]，请将编号告知管理员，由其用备份恢复。',
    en: 'Records are damaged in the log, and trying again does not help. It was recorded[ as {id}]; please tell an operator this number, who has to restore a back-up.',
  },
  internal: {
    zh: '系统内部出错，已记录在案[（编号 {id}）]。请将编号告知管理员。',
    en: 'Something went wrong inside; it was recorded[ as {id}]. Please tell an operator this number.',
  },
} as const satisfies Readonly<Record<string, Message>>;

/** What the parameters of these are, as {@link PARAMETERS} has it of the engine's. */
const API_PARAMETERS: KindsOf<typeof API_MESSAGES> = {
  roleRequired: { roles: 'role' },
  busy: { limit: 'plain' },
  bodyTooLarge: { limit: 'plain' },
  headerTwice: { header: 'plain' },
  methodNotAllowed: { allowed: 'plain' },
  revisionMoved: { actual: 'plain' },
  clockGoesBack: { now: 'instant' },
  logDamaged: { id: 'plain' },
  internal: { id: 'plain' },
};

export type ApiReason = keyof typeof API_MESSAGES;

/** The sentence for a reason of the API, of the engine or of a form. */
export function sentenceIn(
  language: Language,
  { reason, params = {}, pointer = '' }: Omit<Problem, 'pointer'> & Partial<Problem>,
  known: Known,
): string {
  const message = Object.hasOwn(API_MESSAGES, reason) ? API_MESSAGES[reason as ApiReason] : undefined;
  if (!message) return sentence(language, reason, params, known, pointer);
  const kinds = reason in API_PARAMETERS ? API_PARAMETERS[reason as keyof typeof API_PARAMETERS] : {};
  // Outside brackets `filled` leaves a text as it is: here every parameter is put in.
  return filled(bracketed(message[language]), inWords(language, { params }, kinds, known));
}

function bracketed(text: string): string {
  return text
    .split(/(\[[^\]]*\])/)
    .map((part) => (part.startsWith('[') || !part.includes('{') ? part : `[${part}]`))
    .join('');
}
