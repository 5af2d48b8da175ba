/** Every text of the programme, in Chinese (where the notice has words, in its own) and English. */
import type { Definition } from '../../../libs/lifecycle/definition/definition.js';
import { commandsEn } from './commands-en.js';
import { commandsZh } from './commands-zh.js';
import { fieldsEn } from './fields-en.js';
import { fieldsZh } from './fields-zh.js';
import { generalEn } from './general-en.js';
import { generalZh } from './general-zh.js';
import { rubricEn } from './rubric-en.js';
import { rubricZh } from './rubric-zh.js';

export const texts = {
  zh: { ...generalZh, ...rubricZh, ...fieldsZh, ...commandsZh },
  en: { ...generalEn, ...rubricEn, ...fieldsEn, ...commandsEn },
} satisfies Definition['texts'];
