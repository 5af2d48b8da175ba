import type { Calendar } from './calendar.js';
import china from './china-holidays.json' with { type: 'json' };

/**
 * China's public holidays and make-up workdays, from the notices of the General Office of the State Council of
 * 2022-12-08, 2023-10-25, 2024-11-12 and 2025-11-04. A year that is not here is unknown, never plain workdays.
 * Published values don't change: a new year or a correction is a new version, loaded with `loadCalendar`.
 */
export const CHINA_2023_TO_2026: Calendar = china;
