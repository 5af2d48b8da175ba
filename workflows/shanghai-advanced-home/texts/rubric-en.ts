/** The evaluation table of annex 2 in English. */
export const rubricEn = {
  'rubric.title': 'Evaluation table for 3.0 advanced women’s homes',
  'rubric.fourPoints': 'Focus on the main duties: four points build the home (40 points)',
  'rubric.rightsPoint': 'A point for women’s rights',
  'rubric.rightsPoint.standard':
    'Publicity on the basic national policy of gender equality and on the protection of women’s rights and interests; volunteers or a service team who offer legal advice, mediation, psychological counselling, intervention in domestic violence and the like; fixed hours of service.',
  'rubric.familyEducationPoint': 'A point for guidance in family education',
  'rubric.familyEducationPoint.standard':
    'Lasting activities such as the search for the “Most Beautiful Family” and for civilised families; practical activities of family education.',
  'rubric.councilPoint': 'A point for women’s deliberation and consultation',
  'rubric.councilPoint.standard':
    'A women’s council that meets regularly on the burning and difficult questions which concern women.',
  'rubric.servicePoint': 'A point where service projects are delivered',
  'rubric.servicePoint.standard':
    'Projects that serve women, children and families can take place at the home, which begins to be able to work by projects; attention to brands; projects carried out with effect, to some degree replicable and sustainable.',
  'rubric.fourMembers': 'Better ways to keep in touch and serve: four kinds of people enter the home (40 points)',
  'rubric.representatives': 'Women’s representatives enter the home',
  'rubric.representatives.standard':
    'Women’s representatives of all levels help to build the home, take part in the women’s council, and learn what women need and call for.',
  'rubric.committeeMembers': 'Federation committee members enter the home',
  'rubric.committeeMembers.standard':
    'In keeping with the system “ten thousand committee members visit”, committee members of all levels pair up with homes, guide and support them; those of the same level share in the work of building the home, bring together what they have to offer, and lead or promote activities, projects and services.',
  'rubric.cadres': 'Federation cadres enter the home',
  'rubric.cadres.standard':
    'Federation cadres of all levels go into the homes, carry out “I do practical things for the people”, give guidance in thought, offer resources and services, and help to solve problems.',
  'rubric.socialOrganisations': 'Social organisations enter the home',
  'rubric.socialOrganisations.standard':
    'Social forces and organisations are brought in, social resources brought together, and services run as projects.',
  'rubric.fourSystems': 'Sound mechanisms: four systems strengthen the home (40 points)',
  'rubric.liaisonSystem': 'Representatives’ liaison with the home, and division of work among committee members',
  'rubric.liaisonSystem.standard':
    'Upper and lower levels together have set up, and run, a system by which representatives, committee members and cadres keep in touch with the home.',
  'rubric.wholeProcess': 'Women’s part in whole-process people’s democracy',
  'rubric.wholeProcess.standard':
    'Women’s demands find open channels, such as the council; they are collected with effect, and solved or reported upward so that they are solved.',
  'rubric.online': 'Online and offline together',
  'rubric.online.standard':
    'By mobile internet, activities are made public and people mobilised; online and offline together widen the influence.',
  'rubric.appraisal': 'Appraisal of the work by women',
  'rubric.appraisal.standard':
    'Satisfaction with activities or services is surveyed, and the work adjusted and improved by it, so that services fit better and better.',
  'rubric.supporting': 'Supporting and innovative indicators (40 points)',
  'rubric.premises': 'Premises',
  'rubric.premises.standard': 'Premises of its own or shared, well laid out and warm.',
  'rubric.signs': 'Signs',
  'rubric.signs.standard':
    'The sign of the women’s home stands in a prominent place indoors; organisation, duties, committee members and activities are shown on walls, screens or otherwise, and known to the people around.',
  'rubric.organisation': 'Organisation and management',
  'rubric.organisation.standard':
    'Full-time or part-time staff head the home; a fairly stable team manages and runs it.',
  'rubric.needs': 'Survey of needs',
  'rubric.needs.standard':
    'The needs of groups of women are surveyed; work and services answer to them and are welcome.',
  'rubric.serviceToPeople': 'Contact with and service to people',
  'rubric.serviceToPeople.standard':
    'A schedule of activities for the year or half-year; activities are rich, to the point, and reach widely.',
  'rubric.bonus': 'Bonus (20 points)',
  'rubric.coreWork': 'Core work',
  'rubric.coreWork.standard':
    'Work around the central tasks of Party and government, or the core needs of the trade or community, with effect.',
  'rubric.innovation': 'Distinctive innovation',
  'rubric.innovation.standard': 'Distinctive innovation in ways of working, service brands and the like.',
  'level.meets': 'Meets it',
  'level.mostlyMeets': 'Mostly meets it',
  'level.fair': 'Fair',
  'level.doesNotMeet': 'Does not meet it',
  'rubric.note.adaptation':
    'Homes in villages and neighbourhoods, in organs and institutions, and in the three new fields may apply the table in the light of their conditions.',
  'rubric.note.records': 'None of the records mentioned in this table is asked for on paper.',
} as const;
