/**
 * What invented homes set out to do and report at the end, by their sort: plan and closing report of one home are of one
 * project, and what it reports is what it aimed at, or a little more. For play only.
 */
import type { Simulation } from '../../../libs/lifecycle/definition/simulation.js';

type Projects = (Record<'strengths' | 'wholePlan' | 'resource' | 'closing', string> & {
  core: Record<'content' | 'goal' | 'measure', string>;
  partners: Record<'team' | 'content' | 'strengths', string>[];
})[];

const socialWorkers = {
  team: '演示社工服务社',
  content: '心理疏导与个案跟进',
  strengths: '社工持证上岗，项目经验丰富',
};
const lawyers = { team: '演示律师志愿团', content: '法律咨询与普法讲座', strengths: '熟悉婚姻家庭和劳动权益案件' };
const teachers = { team: '演示家庭教育讲师团', content: '家庭教育课程', strengths: '讲师队伍稳定，课程成体系' };
const doctors = { team: '演示健康志愿者队', content: '健康讲座与咨询', strengths: '医护志愿者参与，内容通俗易懂' };
const crafts = { team: '演示手作工坊', content: '手工技艺培训', strengths: '传习经验丰富，能对接销售渠道' };
const readers = { team: '演示阅读推广社', content: '亲子阅读活动', strengths: '有专业领读人和图书资源' };

const village: Projects = [
  {
    strengths: '家庭教育指导点常年开课，志愿讲师队伍稳定，居民参与热情高。',
    wholePlan: '以“周四家庭课堂”为主线，带动维权、议事、配送三个服务点，七月前形成可复制的家庭教育服务做法。',
    core: {
      content: '每周四晚开设家庭课堂，按亲子、隔代、青春期分班。',
      goal: '家庭教育服务覆盖辖区各小区。',
      measure: '开课不少于十二次，参与家庭不少于一百五十户次。',
    },
    partners: [teachers, readers],
    resource: '家庭教育专题讲座一场',
    closing:
      '家庭课堂开课十四次，参与家庭一百七十二户次，亲子、隔代、青春期三个班均已结业。\n' +
      '场地完成亮牌，活动排片表按月公布，满意度调查反映良好。下一步将培养居民讲师，把课程延伸到各楼组。',
  },
  {
    strengths: '妇女议事会运行规范，妇女代表、执委和楼组长联系紧密。',
    wholePlan: '以妇女议事会为抓手，收集居民关心的加装扶手、晾晒、停车等身边事，做到事事有回音、件件有着落。',
    core: {
      content: '每月召开一次妇女议事会，议题提前公示，结果张榜公布。',
      goal: '形成“提、议、办、评”的闭环。',
      measure: '议事不少于四次，办结事项不少于六件。',
    },
    partners: [socialWorkers],
    resource: '妇女议事能力培训一次',
    closing:
      '召开妇女议事会四次，收集意见三十一条，办结事项七件，其余均已说明情况。\n' +
      '议题征集、公示、评议的流程已写入工作制度。不足之处是上班族参与偏少，下一步试行晚间议事和线上投票。',
  },
  {
    strengths: '维权服务点有固定的值班志愿者，与司法所、派出所联动顺畅。',
    wholePlan: '建好家门口的维权服务点，把法律咨询、矛盾调解、心理疏导送到楼组，做到早发现、早介入、早化解。',
    core: {
      content: '设立“半边天”调解室，组织律师、社工和老娘舅轮值。',
      goal: '家庭矛盾化解在楼组。',
      measure: '轮值不少于三十次，来访事项全部登记、有回复。',
    },
    partners: [lawyers, socialWorkers],
    resource: '反家庭暴力法宣传课一场',
    closing:
      '调解室轮值三十二次，接待来访二十六人次，登记事项全部回复，其中调解成功九件。\n' +
      '开展普法讲座三场，发放宣传册二百份。个别疑难个案已转介专业机构跟进。',
  },
  {
    strengths: '巾帼志愿者队伍人数多，长期结对高龄和独居老人。',
    wholePlan: '围绕“一老一小”做实关爱服务，以巾帼志愿者结对为基础，定期走访、代办、陪诊，织密邻里互助网。',
    core: {
      content: '组建邻里互助小组，为高龄独居妇女提供走访和代办。',
      goal: '重点对象走访全覆盖。',
      measure: '结对不少于四十户，每户每月走访不少于两次。',
    },
    partners: [doctors, socialWorkers],
    resource: '老年妇女健康讲座一场',
    closing:
      '结对高龄独居妇女四十三户，每户每月走访两次以上，代办、陪诊六十余次。\n' +
      '志愿者由十八人增加到二十七人，走访记录完整。下一步与社区卫生服务站建立转介机制。',
  },
  {
    strengths: '手工编织团队有传承，妇女骨干多，作品在区里小有名气。',
    wholePlan: '以巧手工坊带动妇女灵活就业和邻里交往，开设编织、面点、收纳课程，培育本地女性社团带头人。',
    core: {
      content: '开设巧手工坊，每周两次技能课，定期办展示集市。',
      goal: '培育一支能自我管理的女性团队。',
      measure: '开课不少于二十次，培养带头人不少于四名。',
    },
    partners: [crafts],
    resource: '手工编织课程一期',
    closing:
      '巧手工坊开课二十二次，参加三百一十人次，培养带头人五名，举办展示集市两次。\n' +
      '团队已推选组长并订立公约，材料费收支每月公开。',
  },
  {
    strengths: '有独立的亲子阅读角，图书更新及时，周末人气旺。',
    wholePlan: '打造亲子阅读品牌，以书为媒推进“最美家庭”寻访和家风建设，把妇女之家办成家门口的书房。',
    core: {
      content: '每周六上午举办亲子共读，每月一次家风故事会。',
      goal: '形成阅读品牌，带动家风建设。',
      measure: '共读不少于十四次，家风故事会不少于三次。',
    },
    partners: [readers, teachers],
    resource: '亲子阅读活动一场',
    closing:
      '亲子共读十六次，家风故事会三次，二百四十余户次家庭参加，推荐“最美家庭”两户。\n' +
      '借阅登记和志愿领读人排班已形成制度，下一步增加面向隔代照料者的场次。',
  },
  {
    strengths: '巾帼志愿者在垃圾分类、楼道整治中发挥了骨干作用。',
    wholePlan: '以绿色家庭创建为特色，发动妇女和家庭参与楼道美化、阳台种植、旧物交换，共建整洁有序的家园。',
    core: {
      content: '开展绿色家庭积分，每月办一次旧物交换。',
      goal: '绿色生活方式成为习惯。',
      measure: '参与家庭不少于一百户，旧物交换不少于三次。',
    },
    partners: [socialWorkers, crafts],
    resource: '阳台种植体验课一场',
    closing:
      '参与积分的家庭一百一十六户，旧物交换三次，改造楼道小景五处。\n' +
      '积分规则经妇女议事会两次修改，操作简便，居民认可。',
  },
];

const institution: Projects = [
  {
    strengths: '单位重视女职工工作，爱心妈咪小屋设施齐全、使用率高。',
    wholePlan: '围绕女职工生育、哺乳、托管等实际困难，完善爱心妈咪小屋和亲子活动，帮助职场妈妈安心工作。',
    core: {
      content: '每月举办职场妈妈沙龙，提供育儿咨询。',
      goal: '职场妈妈的困难有人听、有人帮。',
      measure: '沙龙不少于四次，参加不少于八十人次。',
    },
    partners: [teachers, doctors],
    resource: '科学育儿讲座一场',
    closing:
      '职场妈妈沙龙举办四次，九十一人次参加，收集建议十二条，已落实九条。\n' +
      '爱心妈咪小屋更新了设备，使用登记完整。下一步探索弹性时间的亲子活动。',
  },
  {
    strengths: '有心理咨询专业力量，女职工信任度高。',
    wholePlan: '以女职工心理关爱为重点，建立“倾听—疏导—转介”的服务链，营造互相支持的工作氛围。',
    core: {
      content: '设立倾听角，每周固定半天由专业人员值守。',
      goal: '心理服务便捷、保密、有效。',
      measure: '值守不少于十二次，团体辅导不少于三场。',
    },
    partners: [socialWorkers],
    resource: '压力管理团体辅导一场',
    closing:
      '倾听角值守十三次，接待二十八人次，团体辅导三场，转介两人，均已回访。\n' +
      '保密约定和转介流程已成文，满意度调查结果良好。',
  },
  {
    strengths: '普法宣传有基础，女职工权益专项协议执行规范。',
    wholePlan: '以女职工权益维护为主线，开展普法、咨询、协商，推动解决女职工最关心的具体问题。',
    core: {
      content: '设立女职工权益信箱，按季度召开协商会。',
      goal: '诉求表达渠道畅通。',
      measure: '协商会不少于两次，诉求答复率达到百分之百。',
    },
    partners: [lawyers],
    resource: '女职工权益保护课一场',
    closing:
      '召开协商会两次，信箱收到诉求十五件，全部答复，其中十一件已经办结。\n' +
      '普法讲座两场，一百零六人次参加。其余四件已列入下半年计划。',
  },
  {
    strengths: '女性专业骨干多，有建立巾帼文明岗的经验。',
    wholePlan: '发挥女性专业特长，组建巾帼志愿讲师团，把专业服务送到社区和学校，扩大妇女之家的影响。',
    core: {
      content: '组建巾帼讲师团，定期送课进社区。',
      goal: '专业力量服务社会。',
      measure: '讲师不少于八名，送课不少于六场。',
    },
    partners: [teachers, socialWorkers],
    resource: '女性演讲与表达培训一次',
    closing:
      '讲师团现有讲师九名，送课七场，听众三百八十余人次。\n' +
      '课程清单和预约方式已公布，讲课情况逐场记录并听取听众意见。',
  },
  {
    strengths: '场地集中，女职工活动丰富，阅读与健身小组活跃。',
    wholePlan: '以家风家教为重点，通过阅读、分享、亲子开放日，让家庭支持成为女职工发展的后盾。',
    core: {
      content: '举办家属开放日和家书分享会。',
      goal: '家风建设与岗位建功相互促进。',
      measure: '开放日不少于一次，分享会不少于三次。',
    },
    partners: [readers],
    resource: '家风主题阅读活动一场',
    closing:
      '举办家属开放日一次、家书分享会三次，一百四十余人次参加，汇编家书二十六封。\n' +
      '活动照片经本人同意后公布。下一步把分享会固定为每季度一次。',
  },
];

const newFields: Projects = [
  {
    strengths: '园区女性创业者多，企业之间交流意愿强。',
    wholePlan: '面向园区女性创业者和职业女性，搭建交流、培训、对接的平台，促进女性成长与企业发展。',
    core: {
      content: '每月举办女性创业沙龙，邀请前辈分享。',
      goal: '建立女性创业互助网络。',
      measure: '沙龙不少于四次，参与企业不少于二十家。',
    },
    partners: [lawyers, teachers],
    resource: '女性创业辅导一次',
    closing:
      '女性创业沙龙举办四次，二十三家企业参加，促成合作意向三项。\n' +
      '建立了通讯录和互助公约。下一步请律师志愿团定期坐诊。',
  },
  {
    strengths: '与外卖、快递企业联系紧密，有固定的歇脚点。',
    wholePlan: '关心关爱新就业群体中的妇女，提供歇脚、体检、托管、法律咨询等服务，让她们在城市里有“家”的感觉。',
    core: {
      content: '开设骑手姐妹歇脚点，提供休息、充电、咨询。',
      goal: '新就业群体妇女找得到组织。',
      measure: '歇脚点每天开放，联系女骑手不少于三十名。',
    },
    partners: [socialWorkers, doctors],
    resource: '新就业群体妇女健康体检咨询一次',
    closing:
      '歇脚点每天开放，联系女骑手三十四名，其中五名参加了志愿服务。\n' +
      '开展健康咨询一次、法律咨询六人次。下一步争取暑期托管名额。',
  },
  {
    strengths: '楼宇白领集中，午间活动参与率高。',
    wholePlan: '利用午间一小时，开展健康、家庭、职场主题活动，把妇女之家建在楼宇里、融入党群服务站。',
    core: {
      content: '推出“午间一小时”活动菜单，线上报名。',
      goal: '服务白领女性的身心健康与家庭。',
      measure: '活动不少于十六次，参与不少于三百人次。',
    },
    partners: [doctors, readers],
    resource: '颈肩健康讲座一场',
    closing:
      '“午间一小时”活动举办十八次，参与三百四十二人次，线上报名率九成以上。\n' +
      '每季度按满意度调整菜单。下一步增加亲子周末场。',
  },
  {
    strengths: '有直播和电商企业，女性从业者年轻、有活力。',
    wholePlan: '以技能培训和权益保障为重点，服务电商、直播行业女性，引导她们规范经营、参与公益。',
    core: {
      content: '开设电商技能与权益课堂，组织公益助农直播。',
      goal: '女性从业者技能和守法意识双提升。',
      measure: '课堂不少于八次，公益直播不少于两场。',
    },
    partners: [lawyers, crafts],
    resource: '电商女性权益课一场',
    closing:
      '课堂开课九次，参加二百余人次；公益助农直播两场。\n' +
      '与入驻企业共同订立女性权益保护倡议。不足之处是人员流动大，下一步建立入职告知。',
  },
];

export const projects = { village, institution, newFields } satisfies NonNullable<Simulation['phrases']>[string];
