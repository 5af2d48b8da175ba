/** The language that a client prefers, by its Accept-Language header. */
import Negotiator from 'negotiator';
import type { Language } from '../../../libs/lifecycle/messages/message.js';

/** Longer headers are cut: what a client may send is not ours to parse at any length. */
const LENGTH = 500;

/** Chinese, unless English is preferred. */
export function preferredLanguage(accepted: string | undefined): Language {
  if (accepted === undefined) return 'zh';
  const tags = new Negotiator({ headers: { 'accept-language': accepted.slice(0, LENGTH) } }).languages();
  const [preferred] = tags.map((tag) => tag.split('-')[0]?.toLowerCase()).filter((tag) => tag === 'zh' || tag === 'en');
  return preferred ?? 'zh';
}
