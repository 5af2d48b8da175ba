/** Every text of the programme, in Chinese (where the plan has words, in its own) and English. */
import type { Definition } from '../../../libs/lifecycle/definition/definition.js';
import { textsEn } from './en.js';
import { textsZh } from './zh.js';

export const texts = { zh: textsZh, en: textsEn } satisfies Definition['texts'];
