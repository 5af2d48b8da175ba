/** Every text of the programme, in Chinese (where the plan has words, in its own) and English. */
import type { Definition } from '../../libs/lifecycle/definition.js';
import { textsEn } from './texts-en.js';
import { textsZh } from './texts-zh.js';

export const texts = { zh: textsZh, en: textsEn } satisfies Definition['texts'];
