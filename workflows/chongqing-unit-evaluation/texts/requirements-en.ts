/** The requirements of the base work and of the projects in English. */
export const requirementsEn = {
  'requirement.theory1':
    "Study the General Secretary's important speeches as the first item on every agenda, follow them first and carry them out as the first political essential; take the two Excerpts, on women, children and the work of the federations and on attention to family, parenting and family ethos, as the required 'women's chapter' of learning the new thought; widely read the original works and grasp their principles.",
  'requirement.theory2':
    "Learn and put to use Xi Jinping Thought on Socialism with Chinese Characteristics for a New Era; with cadres of the federations taking the lectern ('I read, I study, I speak') and the like, have cadres follow up promptly and master systematically the spirit of the 20th Party Congress, of the General Secretary's speeches and instructions on Chongqing, and of his statements on women, children and the federations' work.",
  'requirement.publicity1':
    "Understand and carry out Xi Jinping Thought on Culture; through the Women's Great Lecture Tour, the First Lesson of Political Guidance and the like, spread the spirit of the 20th Party Congress and the 13th National Women's Congress among women accurately, widely and effectively, on many levels, through many channels and in many forms.",
  'requirement.publicity2':
    "Integrate the district federation's public accounts and websites, join the federations' city-wide all-media matrix of the new 'women' brand, make all-media cultural products, and bring out positive works that are widely shared and talked about among women.",
  'requirement.publicity3':
    "Firmly safeguard political security in women's affairs; prevent and defuse risks of public opinion online.",
  'requirement.publicity4':
    'Improve how outstanding women are found, fostered and made known, the March 8th Red-Banner Holders (and Collectives) among them; hold innovative series of events on 8 March.',
  'requirement.volunteers1':
    "Carry on women's voluntary service, extend the Sunshine Action of civilised practice, let its Sunshine Stations play their part, care deeply for the old and the young, and steadily raise the influence of the service.",
  'requirement.contact1':
    'Carry out visits, calls and inquiries on a large scale; by staying on the spot, dissecting cases, questionnaires and going from house to house, find out what women of different ages, trades and standing think, need and wish.',
  'requirement.contact2':
    "Keep a pool of women's new needs and hopes and a way of measuring satisfaction with the federation's projects; let 'guidance and service' run through all of them.",
  'requirement.strategy1':
    "Serve national strategies such as the Chengdu-Chongqing economic circle; take part in the Sichuan-Chongqing action for women's innovation and enterprise with forums, project matching, road shows and skills contests; foster examples of it, and help women's industries of the two places grow.",
  'requirement.strategy2':
    "Serve national strategies such as the New Western Land-Sea Corridor; support the plan 'Women's Fine Products of Chongqing Go Abroad', build platforms for the district's women's enterprises that have a footing, and help their products go abroad.",
  'requirement.employment1':
    'Take part in the plan to enable women through the digital economy; explain policies, guide projects, make good use of interest-free start-up loans, and create digital jobs such as women livestreamers.',
  'requirement.employment2':
    "Train skills for the trades in which women are strong; through the 'cloud supermarket' of job services for women graduates, domestic services entering communities and other projects, promote women's employment and enterprise.",
  'requirement.employment3':
    "Deepen women's efforts to excel at their posts; lead women at large by example to strive for the best.",
  'requirement.rural1':
    'With the upgrading of Beautiful Courtyards as the focus, help build villages that are beautiful and good to live in.',
  'requirement.rural2':
    "Advance women's industries in digital villages; recommend fine products for the Chongqing women's digital market on the brand platform Bawei Yuzhen; online and offline, raise modern farming, rural tourism, crafts, e-commerce and other distinctive trades.",
  'requirement.science1':
    "Carry out the plan to foster women in science and innovation: foster and select teams, strive for Chongqing women's innovation studios, incubate projects, and bring science and technology to farmers and enterprises.",
  'requirement.homes1':
    'Widen what is meant by finding the Most Beautiful Families; foster Most Beautiful, Scholarly, Green, Five-Good and other model families.',
  'requirement.homes2': 'Deepen the building of Green Families: 70 % of families or more reach the standard.',
  'requirement.homes3':
    'Attend to courtship, marriage counselling, prevention and settlement of family disputes and services for the old and the young; help women and families with worry and burden, help raise the quality of population growth and respond to an ageing population.',
  'requirement.homes4':
    "Strengthen the protection of children's rights; offer care and safety education in holidays, and themed events on 1 June and other days; keep an eye on children left behind or in need, strengthen those who care for them, give daily care and group counselling, and be guides, guardians and dream-makers of children's growth.",
  'requirement.homes5':
    "Hold to 'children first', steadily build child-friendly cities (communities), complete the system of work for children, and make a good environment for their healthy growth.",
  'requirement.parenting1':
    "Promote the development and use of the application 'Family Education at a Touch'; make an online parents' school.",
  'requirement.parenting2':
    "Build community parents' schools face to face and to standard: in 90 % of urban and 85 % of rural communities or more; make parenting services easier to reach, online and offline.",
  'requirement.parenting3':
    'Make centres of family-education guidance solid and strong; strengthen their guiding and serving role; advance professional supply and development as a public undertaking.',
  'requirement.parenting4':
    "Train the guides of family education; pool resources, hold 'a hundred lectures for ten thousand homes', and make guidance more to the point.",
  'requirement.parenting5':
    'Have the district set up a joint conference on family education; coordinate, and unite departments in keeping the work going.',
  'requirement.parenting6':
    'Build places where family, school and society come together; make good use of venues of science, education, culture, health and other departments, so that the three educate in concert.',
  'requirement.ethos1':
    "Guide young people's views of courtship, childbearing and family; deepen the project of changing outdated customs.",
  'requirement.ethos2':
    'Build bases of innovative practice of family ethos; hold events on integrity at home, tell stories of family ethos, and lecture on family precepts.',
  'requirement.law1':
    'Bring the basic state policy of equality between men and women into offices, schools, enterprises, communities and families.',
  'requirement.law2':
    "Have the 'two regulations and one measure' (Chongqing's regulations on women's rights, revised, and on family education, and its measures for the Anti-Domestic Violence Law) carried out effectively in the district.",
  'requirement.protection1':
    "Hold the legal publicity 'Building a China under the rule of law: women of Bayu in action'.",
  'requirement.protection2':
    "Make good use of the rights hotline 12338, bring it into the application 'Party Building, Women of Chongqing' with links to the three-level governance centres, so that one touch, online or offline, moves several departments at once.",
  'requirement.protection3':
    "Put the five mechanisms of rights protection into practice; build the 'four ones': one line (the women's rights hotline), one committee (the district's mediation committee for marriage and family disputes), one station (for the rights of women and children), one council (the women's council).",
  'requirement.protection4':
    "Offer the whole course of legal advice, counselling, mediation and women's councils; marriage and family disputes are settled by mediation in not less than 90 % of cases.",
  'requirement.care1':
    "Carry out care for women and children in difficulty; help women who are on low income, old or disabled; keep up public-benefit projects such as Mothers' Parcels and relief for low-income women with the two cancers.",
  'requirement.care2':
    'Care for children left behind and migrant children in town and country; form local Yumiao singing and running groups, for their health in body and mind.',
  'requirement.care3':
    'Keep up the project of care for children in need, enrich its ways and contents, and give them daily care and support in growing up.',
  'requirement.leadership1':
    "Hold to the Party's overall leadership of women's work; see that the General Secretary's instructions, the Centre's major decisions and the requirements of the city committee and the All-China Federation are carried out in a closed loop throughout the city's federations; uphold the Two Establishments and the Two Safeguards throughout.",
  'requirement.leadership2':
    "Use the Party's joint conference on mass organisations and other occasions to win the support of Party committee and government; have women's organisation building brought further into Party building; solve real difficulties of the federation's work; turn strength and resources further to what women and children need.",
  'requirement.leadership3':
    "Under Party committee and government, work in concert with the district's trade unions, Youth League and other mass organisations; integrate resources in new ways, and cooperate more.",
  'requirement.leadership4':
    "Let the district's working committee on women and children play its part: organise, coordinate, guide and supervise; have local plans for women and children carried out, complete how the two outlines and two plans are implemented, monitor and assess them, and see all their targets reached.",
  'requirement.coverage1':
    "Steadily extend the federation's organisations and work towards emerging fields, basic units, big systems and departments: not less than 10 new basic organisations in the three new fields each year.",
  'requirement.coverage2': "Come close to women and be of effect; build up places such as Women's Micro-Homes.",
  'requirement.venues1':
    "Strive for and build well the district's Yuhao Space, the community complex of services for women and children.",
  'requirement.vitality1':
    'Complete how mass organisations lead and society takes part under Party organisations; keep improving how executive committee members of basic federations do their duty, are supported and encouraged, added, replaced and leave.',
  'requirement.vitality2':
    "Hold at least one training of 'lead geese' of the district's federations each year; 100 % of village (community) chairs join the two committees, and 100 % of full-time women grid workers become executive committee members or heads of women's groups, taking an active part in basic governance.",
  'requirement.vitality3': "Guide, serve and keep in touch with member bodies and women's social organisations.",
  'requirement.vitality4': 'Carry on united-front friendship and work with women of talent.',
  'requirement.methods1':
    "Support the plan to develop five applications of 'Party Building, Women of Chongqing'; speed up the union of online and offline work.",
  'requirement.methods2':
    'Set up points, reviews, lists and the like; strengthen the team of correspondents, and report news of the work, experience summed up and telling examples.',
  'requirement.transfer1':
    "Whether local finance has allotted in full the special funds for women's and children's development transferred by the city: not in full, no points.",
  'requirement.transfer2':
    'Whether the funds are used for the items of the budget that the city federation issued, and for nothing else: used otherwise, points are taken off backwards, 1 each time it is found.',
  'requirement.localfunds1':
    "Whether, as document Yu Cai Xing [2016] No. 10 requires, special funds for women's and children's development are set up, with measures to administer them, and brought into the budget.",
  'requirement.localfunds2':
    "Whether the year's local special funds are budgeted in full by the number served, in support of women's and children's development.",
  'list.projects.media': "All-media matrix of the new 'women' brand",
  'list.projects.startups': "Sichuan-Chongqing action for women's innovation and enterprise",
  'list.projects.exports': "Women's Fine Products of Chongqing Go Abroad",
  'list.projects.digital': 'Enabling women through the digital economy',
  'list.projects.innovators': 'Fostering women in science and innovation',
  'list.projects.goodhomes': 'Good homes: fostering',
  'list.projects.goodparenting': 'Good parenting: Yumiao',
  'list.projects.goodethos': 'Good ethos: nurturing',
  'list.projects.onestop': 'One-stop protection of rights along the whole chain',
  'list.projects.caring': 'Care for women and children in difficulty',
  'list.projects.newfields': 'Organisations in the three new fields',
  'list.projects.spaces': 'Yuhao Space: community complex of services for women and children',
  'list.projects.applications': "Five applications of 'Party Building, Women of Chongqing'",
  'list.projects.fundoffice': 'Office of the fund',
  'list.projects.media.standard':
    "Develop publicity products, innovate online publicity, strengthen the team, deepen the union of the 'women' media, and bring out more culture that women and families enjoy.",
  'list.projects.startups.standard':
    "With federations across Sichuan hold forums, project matching and other events; foster examples of women's innovation and enterprise in both places.",
  'list.projects.exports.standard':
    "Help the district's women's enterprises that mean to go abroad; link resources widely, hold exhibitions through many channels, and win orders overseas.",
  'list.projects.digital.standard':
    "Recommend the district's own products, and have local women's enterprises join the digital market of women's fine products; districts that can should work with digital platforms such as Alibaba; for projects in which women excel offer traffic, incubation, job guidance, matching and finance.",
  'list.projects.innovators.standard':
    "For women students, scientists, engineers and makers: foster and select teams, strive for Chongqing women's innovation studios, incubate projects, and recommend women students of the district's colleges for the All-China Federation's project.",
  'list.projects.goodhomes.standard':
    "1. New ways of finding and making known Most Beautiful Families, Most Beautiful Balconies and other model families. 2. Deepen family reading, 'scholarly fragrance in ten thousand homes': reading guidance, and books given with love.",
  'list.projects.goodparenting.standard':
    "1. Make community parents' schools a brand: new ways of running, of linking resources and of serving, with real results. 2. Make the district's guidance centre excellent and strong. 3. Join the training of guides of family education, and raise its professional level. 4. New ways of family-education guidance in cases that involve minors.",
  'list.projects.goodethos.standard':
    "1. Build bases of innovative practice of family ethos; bring its stories and precepts to the base. 2. Deepen the building of Green Families, select models, and raise family members' accomplishments. 3. Deepen the change of outdated customs, and find lasting ways.",
  'list.projects.onestop.standard':
    '1. Keep improving how family conflicts are found and reported, mediated and settled in several ways. 2. Support the authorities in cases of domestic violence and sexual assault of minors, in a closed loop throughout.',
  'list.projects.caring.standard':
    '1. Children left behind and migrant children join singing and running groups; fine courses of healing through music and sport, group counselling, guidance and practice, for healthy growth. 2. Widen the project of care for children in need, and make its ways deep and solid.',
  'list.projects.newfields.standard':
    "1. With new economic organisations, new social organisations and new groups of workers as the focus, set up women's organisations flexibly on platforms, in logistics, in new media. 2. Extend Women's Micro-Homes into every field, down to workshops and innovation platforms; link those with a character of their own into a varied cluster.",
  'list.projects.spaces.standard':
    "Win wide support of Party committee and government, join social forces, integrate the federation's family, school and station functions; Party alliance, social action, joint projects and the people's hearts; link resources, make projects that sustain themselves, and develop lastingly.",
  'list.projects.applications.standard':
    "1. Carry out the city's tasks of building Digital Chongqing; make the application known and used. 2. Try out its 'one thing' scenes first. 3. Bring the district federation's applications into the local digital scenes.",
  'list.projects.fundoffice.standard':
    '1. Set up a branch of the fund, an office. 2. Hold public-benefit events. 3. Carry out public-benefit projects.',
};
