/** Every text of the programme, in Chinese (where the notice has words, in its own) and English. */
import type { Definition } from '../../libs/lifecycle/definition.js';
import { commandsEn } from './texts-commands-en.js';
import { commandsZh } from './texts-commands-zh.js';
import { fieldsEn } from './texts-fields-en.js';
import { fieldsZh } from './texts-fields-zh.js';
import { generalEn } from './texts-general-en.js';
import { generalZh } from './texts-general-zh.js';
import { rubricEn } from './texts-rubric-en.js';
import { rubricZh } from './texts-rubric-zh.js';

export const texts = {
  zh: { ...generalZh, ...rubricZh, ...fieldsZh, ...commandsZh },
  en: { ...generalEn, ...rubricEn, ...fieldsEn, ...commandsEn },
} satisfies Definition['texts'];
