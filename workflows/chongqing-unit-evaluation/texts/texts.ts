/** Every text of the programme, in Chinese (where the notice has words, in its own) and English. */
import type { Definition } from '../../../libs/lifecycle/definition/definition.js';
import { commandsEn } from './commands-en.js';
import { commandsZh } from './commands-zh.js';
import { generalEn } from './general-en.js';
import { generalZh } from './general-zh.js';
import { requirementsEn } from './requirements-en.js';
import { requirementsZh } from './requirements-zh.js';

export const texts = {
  zh: { ...generalZh, ...requirementsZh, ...commandsZh },
  en: { ...generalEn, ...requirementsEn, ...commandsEn },
} satisfies Definition['texts'];
