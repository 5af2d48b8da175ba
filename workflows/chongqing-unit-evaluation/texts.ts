/** Every text of the programme, in Chinese (where the notice has words, in its own) and English. */
import type { Definition } from '../../libs/lifecycle/definition.js';
import { commandsEn } from './texts-commands-en.js';
import { commandsZh } from './texts-commands-zh.js';
import { generalEn } from './texts-general-en.js';
import { generalZh } from './texts-general-zh.js';
import { requirementsEn } from './texts-requirements-en.js';
import { requirementsZh } from './texts-requirements-zh.js';

export const texts = {
  zh: { ...generalZh, ...requirementsZh, ...commandsZh },
  en: { ...generalEn, ...requirementsEn, ...commandsEn },
} satisfies Definition['texts'];
