/** The notice names no day: each comes by a separate notice, or is set for a cycle. */
import type { Definition } from '../../libs/lifecycle/definition/definition.js';

export const deadlines = {
  cityApplications: { open: true, named: 'deadline.yearEndBySeparateNotice' },
  districtApplications: { open: true, named: 'deadline.yearEnd' },
  reRecognition: { open: true, named: 'deadline.nextYear' },
  filing: { open: true, named: 'deadline.everyYear' },
} satisfies Definition['deadlines'];
