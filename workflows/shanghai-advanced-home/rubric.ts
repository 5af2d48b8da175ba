/** 3.0 提高级妇女之家评估表: seed notice, annex 2. Four blocks of 40 and a bonus of 20. */
import type { Rubric } from '../../libs/lifecycle/scoring/rubric.js';

/** Columns of the table for an item of 10 points. */
const ofTen = [
  { points: 10, label: 'level.meets' },
  { points: 7, label: 'level.mostlyMeets' },
  { points: 4, label: 'level.fair' },
  { points: 0, label: 'level.doesNotMeet' },
] satisfies { points: number; label: string }[];

/** Columns of the table for an item of 5 points. */
const ofFive = [
  { points: 5, label: 'level.meets' },
  { points: 3, label: 'level.mostlyMeets' },
  { points: 1, label: 'level.fair' },
  { points: 0, label: 'level.doesNotMeet' },
] satisfies { points: number; label: string }[];

export const evaluationTable = {
  unit: 'points',
  sum: 180,
  blocks: [
    {
      id: 'fourPoints',
      title: 'rubric.fourPoints',
      sum: 40,
      items: [
        {
          id: 'rightsPoint',
          kind: 'levels',
          title: 'rubric.rightsPoint',
          standard: 'rubric.rightsPoint.standard',
          levels: ofTen,
        },
        {
          id: 'familyEducationPoint',
          kind: 'levels',
          title: 'rubric.familyEducationPoint',
          standard: 'rubric.familyEducationPoint.standard',
          levels: ofTen,
        },
        {
          id: 'councilPoint',
          kind: 'levels',
          title: 'rubric.councilPoint',
          standard: 'rubric.councilPoint.standard',
          levels: ofTen,
        },
        {
          id: 'servicePoint',
          kind: 'levels',
          title: 'rubric.servicePoint',
          standard: 'rubric.servicePoint.standard',
          levels: ofTen,
        },
      ],
    },
    {
      id: 'fourMembers',
      title: 'rubric.fourMembers',
      sum: 40,
      items: [
        {
          id: 'representatives',
          kind: 'levels',
          title: 'rubric.representatives',
          standard: 'rubric.representatives.standard',
          levels: ofTen,
        },
        {
          id: 'committeeMembers',
          kind: 'levels',
          title: 'rubric.committeeMembers',
          standard: 'rubric.committeeMembers.standard',
          levels: ofTen,
        },
        { id: 'cadres', kind: 'levels', title: 'rubric.cadres', standard: 'rubric.cadres.standard', levels: ofTen },
        {
          id: 'socialOrganisations',
          kind: 'levels',
          title: 'rubric.socialOrganisations',
          standard: 'rubric.socialOrganisations.standard',
          levels: ofTen,
        },
      ],
    },
    {
      id: 'fourSystems',
      title: 'rubric.fourSystems',
      sum: 40,
      items: [
        {
          id: 'liaisonSystem',
          kind: 'levels',
          title: 'rubric.liaisonSystem',
          standard: 'rubric.liaisonSystem.standard',
          levels: ofTen,
        },
        {
          id: 'wholeProcess',
          kind: 'levels',
          title: 'rubric.wholeProcess',
          standard: 'rubric.wholeProcess.standard',
          levels: ofTen,
        },
        { id: 'online', kind: 'levels', title: 'rubric.online', standard: 'rubric.online.standard', levels: ofTen },
        {
          id: 'appraisal',
          kind: 'levels',
          title: 'rubric.appraisal',
          standard: 'rubric.appraisal.standard',
          levels: ofTen,
        },
      ],
    },
    {
      id: 'supporting',
      title: 'rubric.supporting',
      sum: 40,
      items: [
        {
          id: 'premises',
          kind: 'levels',
          title: 'rubric.premises',
          standard: 'rubric.premises.standard',
          levels: ofFive,
        },
        { id: 'signs', kind: 'levels', title: 'rubric.signs', standard: 'rubric.signs.standard', levels: ofFive },
        {
          id: 'organisation',
          kind: 'levels',
          title: 'rubric.organisation',
          standard: 'rubric.organisation.standard',
          levels: ofTen,
        },
        { id: 'needs', kind: 'levels', title: 'rubric.needs', standard: 'rubric.needs.standard', levels: ofTen },
        {
          id: 'serviceToPeople',
          kind: 'levels',
          title: 'rubric.serviceToPeople',
          standard: 'rubric.serviceToPeople.standard',
          levels: ofTen,
        },
      ],
    },
    {
      id: 'bonus',
      title: 'rubric.bonus',
      sum: 20,
      items: [
        {
          id: 'coreWork',
          kind: 'levels',
          title: 'rubric.coreWork',
          standard: 'rubric.coreWork.standard',
          levels: ofTen,
        },
        {
          id: 'innovation',
          kind: 'levels',
          title: 'rubric.innovation',
          standard: 'rubric.innovation.standard',
          levels: ofTen,
        },
      ],
    },
  ],
} satisfies Rubric;
