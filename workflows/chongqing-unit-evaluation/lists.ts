/** Who is evaluated, in which class, by whom, on what: the lists of annex 3. Ids are Pinyin or English words. */

/** 二、区域分类 1: 21 districts and 万盛经开区, 22 in all. */
export const mainCity = [
  'yuzhong',
  'dadukou',
  'jiangbei',
  'shapingba',
  'jiulongpo',
  'nanan',
  'beibei',
  'yubei',
  'banan',
  'fuling',
  'changshou',
  'jiangjin',
  'hechuan',
  'yongchuan',
  'nanchuan',
  'qijiang',
  'dazu',
  'bishan',
  'tongliang',
  'tongnan',
  'rongchang',
  'wansheng',
];

/** 二、区域分类 2. */
export const gorges = [
  'wanzhou',
  'kaizhou',
  'liangping',
  'chengkou',
  'fengdu',
  'dianjiang',
  'zhongxian',
  'yunyang',
  'fengjie',
  'wushan',
  'wuxi',
];

/** 二、区域分类 3. */
export const wuling = ['qianjiang', 'wulong', 'shizhu', 'xiushan', 'youyang', 'pengshui'];

/** 二、区域分类 4. */
export const platforms = ['liangjiang', 'gaoxin'];

export const unitClasses = ['maincity', 'gorges', 'wuling', 'platforms'];

/** 基础工作: the numbered 具体要求 of each 五联工程 block, in the table's order. */
export const heartRequirements = [
  'theory1',
  'theory2',
  'publicity1',
  'publicity2',
  'publicity3',
  'publicity4',
  'volunteers1',
  'contact1',
  'contact2',
];
export const achievementRequirements = [
  'strategy1',
  'strategy2',
  'employment1',
  'employment2',
  'employment3',
  'rural1',
  'rural2',
  'science1',
];
export const familyRequirements = [
  'homes1',
  'homes2',
  'homes3',
  'homes4',
  'homes5',
  'parenting1',
  'parenting2',
  'parenting3',
  'parenting4',
  'parenting5',
  'parenting6',
  'ethos1',
  'ethos2',
];
export const rightsRequirements = [
  'law1',
  'law2',
  'protection1',
  'protection2',
  'protection3',
  'protection4',
  'care1',
  'care2',
  'care3',
];
export const foundationRequirements = [
  'leadership1',
  'leadership2',
  'leadership3',
  'leadership4',
  'coverage1',
  'coverage2',
  'venues1',
  'vitality1',
  'vitality2',
  'vitality3',
  'vitality4',
  'methods1',
  'methods2',
  'transfer1',
  'transfer2',
  'localfunds1',
  'localfunds2',
];

/** 最佳实践案例: the thirteen projects of the eight brands, and the office of the fund, which has no brand. */
export const projects = [
  'media',
  'startups',
  'exports',
  'digital',
  'innovators',
  'goodhomes',
  'goodparenting',
  'goodethos',
  'onestop',
  'caring',
  'newfields',
  'spaces',
  'applications',
  'fundoffice',
];

/**
 * 牵头部室 as the tables have them: department → what it leads. What two lists hold is led jointly. The notice's
 * table, to start from; who leads in a year is named on the record.
 */
export const ledByPublicity = [
  'theory1',
  'theory2',
  'publicity1',
  'publicity2',
  'publicity3',
  'publicity4',
  'volunteers1',
  'media',
];
export const ledByOffice = [
  'contact1',
  'contact2',
  'leadership1',
  'methods1',
  'methods2',
  'transfer1',
  'transfer2',
  'localfunds1',
  'localfunds2',
  'applications',
];
export const ledByDevelopment = [
  'strategy1',
  'strategy2',
  'employment1',
  'employment2',
  'employment3',
  'rural1',
  'rural2',
  'science1',
  'care1',
  'startups',
  'exports',
  'digital',
  'innovators',
  'caring',
];
export const ledByFamily = [
  ...familyRequirements,
  'law2',
  'care2',
  'care3',
  'goodhomes',
  'goodparenting',
  'goodethos',
  'caring',
];
export const ledByRights = ['homes3', 'law2', 'protection1', 'protection2', 'protection3', 'protection4', 'onestop'];
export const ledByChildren = ['homes4', 'homes5', 'law1', 'leadership4', 'venues1', 'spaces'];
export const ledByOrganisation = [
  'leadership2',
  'leadership3',
  'coverage1',
  'coverage2',
  'vitality1',
  'vitality2',
  'vitality3',
  'vitality4',
  'newfields',
];
export const ledByFund = ['fundoffice'];
