/**
 * Persons of the demonstration's forms: nobody. Surnames of the old primer in its order, and a cyclical sign for a name; no
 * telephone number begins with so many noughts. For play only.
 */
import type { Simulation } from '../../../libs/lifecycle/definition/simulation.js';

type List = NonNullable<Simulation['phrases']>[string];

/** More than any unit has homes: taken by the home's place, no two of a unit have the same. */
export const heads = [
  { name: '演示赵甲', phone: '00000100001', email: 'head01@example.org', wechat: 'demo-head-01' },
  { name: '演示钱甲', phone: '00000100002', email: 'head02@example.org', wechat: 'demo-head-02' },
  { name: '演示孙甲', phone: '00000100003', email: 'head03@example.org', wechat: 'demo-head-03' },
  { name: '演示李甲', phone: '00000100004', email: 'head04@example.org', wechat: 'demo-head-04' },
  { name: '演示周甲', phone: '00000100005', email: 'head05@example.org', wechat: 'demo-head-05' },
  { name: '演示吴甲', phone: '00000100006', email: 'head06@example.org', wechat: 'demo-head-06' },
  { name: '演示郑甲', phone: '00000100007', email: 'head07@example.org', wechat: 'demo-head-07' },
  { name: '演示王甲', phone: '00000100008', email: 'head08@example.org', wechat: 'demo-head-08' },
  { name: '演示冯甲', phone: '00000100009', email: 'head09@example.org', wechat: 'demo-head-09' },
  { name: '演示陈甲', phone: '00000100010', email: 'head10@example.org', wechat: 'demo-head-10' },
  { name: '演示褚甲', phone: '00000100011', email: 'head11@example.org', wechat: 'demo-head-11' },
  { name: '演示卫甲', phone: '00000100012', email: 'head12@example.org', wechat: 'demo-head-12' },
  { name: '演示蒋甲', phone: '00000100013', email: 'head13@example.org', wechat: 'demo-head-13' },
  { name: '演示沈甲', phone: '00000100014', email: 'head14@example.org', wechat: 'demo-head-14' },
  { name: '演示韩甲', phone: '00000100015', email: 'head15@example.org', wechat: 'demo-head-15' },
  { name: '演示杨甲', phone: '00000100016', email: 'head16@example.org', wechat: 'demo-head-16' },
  { name: '演示朱甲', phone: '00000100017', email: 'head17@example.org', wechat: 'demo-head-17' },
  { name: '演示秦甲', phone: '00000100018', email: 'head18@example.org', wechat: 'demo-head-18' },
  { name: '演示尤甲', phone: '00000100019', email: 'head19@example.org', wechat: 'demo-head-19' },
  { name: '演示许甲', phone: '00000100020', email: 'head20@example.org', wechat: 'demo-head-20' },
  { name: '演示何甲', phone: '00000100021', email: 'head21@example.org', wechat: 'demo-head-21' },
  { name: '演示吕甲', phone: '00000100022', email: 'head22@example.org', wechat: 'demo-head-22' },
  { name: '演示施甲', phone: '00000100023', email: 'head23@example.org', wechat: 'demo-head-23' },
  { name: '演示张甲', phone: '00000100024', email: 'head24@example.org', wechat: 'demo-head-24' },
  { name: '演示孔甲', phone: '00000100025', email: 'head25@example.org', wechat: 'demo-head-25' },
  { name: '演示曹甲', phone: '00000100026', email: 'head26@example.org', wechat: 'demo-head-26' },
  { name: '演示严甲', phone: '00000100027', email: 'head27@example.org', wechat: 'demo-head-27' },
  { name: '演示华甲', phone: '00000100028', email: 'head28@example.org', wechat: 'demo-head-28' },
  { name: '演示金甲', phone: '00000100029', email: 'head29@example.org', wechat: 'demo-head-29' },
  { name: '演示魏甲', phone: '00000100030', email: 'head30@example.org', wechat: 'demo-head-30' },
  { name: '演示陶甲', phone: '00000100031', email: 'head31@example.org', wechat: 'demo-head-31' },
  { name: '演示姜甲', phone: '00000100032', email: 'head32@example.org', wechat: 'demo-head-32' },
  { name: '演示戚甲', phone: '00000100033', email: 'head33@example.org', wechat: 'demo-head-33' },
  { name: '演示谢甲', phone: '00000100034', email: 'head34@example.org', wechat: 'demo-head-34' },
  { name: '演示邹甲', phone: '00000100035', email: 'head35@example.org', wechat: 'demo-head-35' },
  { name: '演示喻甲', phone: '00000100036', email: 'head36@example.org', wechat: 'demo-head-36' },
  { name: '演示柏甲', phone: '00000100037', email: 'head37@example.org', wechat: 'demo-head-37' },
  { name: '演示水甲', phone: '00000100038', email: 'head38@example.org', wechat: 'demo-head-38' },
  { name: '演示窦甲', phone: '00000100039', email: 'head39@example.org', wechat: 'demo-head-39' },
  { name: '演示章甲', phone: '00000100040', email: 'head40@example.org', wechat: 'demo-head-40' },
  { name: '演示云甲', phone: '00000100041', email: 'head41@example.org', wechat: 'demo-head-41' },
  { name: '演示苏甲', phone: '00000100042', email: 'head42@example.org', wechat: 'demo-head-42' },
  { name: '演示潘甲', phone: '00000100043', email: 'head43@example.org', wechat: 'demo-head-43' },
  { name: '演示葛甲', phone: '00000100044', email: 'head44@example.org', wechat: 'demo-head-44' },
  { name: '演示奚甲', phone: '00000100045', email: 'head45@example.org', wechat: 'demo-head-45' },
  { name: '演示范甲', phone: '00000100046', email: 'head46@example.org', wechat: 'demo-head-46' },
  { name: '演示彭甲', phone: '00000100047', email: 'head47@example.org', wechat: 'demo-head-47' },
  { name: '演示郎甲', phone: '00000100048', email: 'head48@example.org', wechat: 'demo-head-48' },
] satisfies List;

/** 联系人 of the plans. */
export const contacts = [
  { name: '演示王乙', phone: '00000200001', wechat: 'demo-contact-01' },
  { name: '演示冯乙', phone: '00000200002', wechat: 'demo-contact-02' },
  { name: '演示陈乙', phone: '00000200003', wechat: 'demo-contact-03' },
  { name: '演示褚乙', phone: '00000200004', wechat: 'demo-contact-04' },
  { name: '演示卫乙', phone: '00000200005', wechat: 'demo-contact-05' },
  { name: '演示蒋乙', phone: '00000200006', wechat: 'demo-contact-06' },
  { name: '演示沈乙', phone: '00000200007', wechat: 'demo-contact-07' },
  { name: '演示韩乙', phone: '00000200008', wechat: 'demo-contact-08' },
  { name: '演示杨乙', phone: '00000200009', wechat: 'demo-contact-09' },
  { name: '演示朱乙', phone: '00000200010', wechat: 'demo-contact-10' },
  { name: '演示秦乙', phone: '00000200011', wechat: 'demo-contact-11' },
  { name: '演示尤乙', phone: '00000200012', wechat: 'demo-contact-12' },
  { name: '演示许乙', phone: '00000200013', wechat: 'demo-contact-13' },
  { name: '演示何乙', phone: '00000200014', wechat: 'demo-contact-14' },
  { name: '演示吕乙', phone: '00000200015', wechat: 'demo-contact-15' },
  { name: '演示施乙', phone: '00000200016', wechat: 'demo-contact-16' },
  { name: '演示张乙', phone: '00000200017', wechat: 'demo-contact-17' },
  { name: '演示孔乙', phone: '00000200018', wechat: 'demo-contact-18' },
  { name: '演示曹乙', phone: '00000200019', wechat: 'demo-contact-19' },
  { name: '演示严乙', phone: '00000200020', wechat: 'demo-contact-20' },
  { name: '演示华乙', phone: '00000200021', wechat: 'demo-contact-21' },
  { name: '演示金乙', phone: '00000200022', wechat: 'demo-contact-22' },
  { name: '演示魏乙', phone: '00000200023', wechat: 'demo-contact-23' },
  { name: '演示陶乙', phone: '00000200024', wechat: 'demo-contact-24' },
  { name: '演示姜乙', phone: '00000200025', wechat: 'demo-contact-25' },
  { name: '演示戚乙', phone: '00000200026', wechat: 'demo-contact-26' },
  { name: '演示谢乙', phone: '00000200027', wechat: 'demo-contact-27' },
  { name: '演示邹乙', phone: '00000200028', wechat: 'demo-contact-28' },
  { name: '演示喻乙', phone: '00000200029', wechat: 'demo-contact-29' },
  { name: '演示柏乙', phone: '00000200030', wechat: 'demo-contact-30' },
  { name: '演示水乙', phone: '00000200031', wechat: 'demo-contact-31' },
  { name: '演示窦乙', phone: '00000200032', wechat: 'demo-contact-32' },
  { name: '演示章乙', phone: '00000200033', wechat: 'demo-contact-33' },
  { name: '演示云乙', phone: '00000200034', wechat: 'demo-contact-34' },
  { name: '演示苏乙', phone: '00000200035', wechat: 'demo-contact-35' },
  { name: '演示潘乙', phone: '00000200036', wechat: 'demo-contact-36' },
  { name: '演示葛乙', phone: '00000200037', wechat: 'demo-contact-37' },
  { name: '演示奚乙', phone: '00000200038', wechat: 'demo-contact-38' },
  { name: '演示范乙', phone: '00000200039', wechat: 'demo-contact-39' },
  { name: '演示彭乙', phone: '00000200040', wechat: 'demo-contact-40' },
  { name: '演示郎乙', phone: '00000200041', wechat: 'demo-contact-41' },
  { name: '演示赵乙', phone: '00000200042', wechat: 'demo-contact-42' },
  { name: '演示钱乙', phone: '00000200043', wechat: 'demo-contact-43' },
  { name: '演示孙乙', phone: '00000200044', wechat: 'demo-contact-44' },
  { name: '演示李乙', phone: '00000200045', wechat: 'demo-contact-45' },
  { name: '演示周乙', phone: '00000200046', wechat: 'demo-contact-46' },
  { name: '演示吴乙', phone: '00000200047', wechat: 'demo-contact-47' },
  { name: '演示郑乙', phone: '00000200048', wechat: 'demo-contact-48' },
] satisfies List;

/** Who works beside the head. */
export const colleagues = [
  { first: '演示沈丙', second: '演示魏丁' },
  { first: '演示韩丙', second: '演示陶丁' },
  { first: '演示杨丙', second: '演示姜丁' },
  { first: '演示朱丙', second: '演示戚丁' },
  { first: '演示秦丙', second: '演示谢丁' },
  { first: '演示尤丙', second: '演示邹丁' },
  { first: '演示许丙', second: '演示喻丁' },
  { first: '演示何丙', second: '演示柏丁' },
  { first: '演示吕丙', second: '演示水丁' },
  { first: '演示施丙', second: '演示窦丁' },
  { first: '演示张丙', second: '演示章丁' },
  { first: '演示孔丙', second: '演示云丁' },
  { first: '演示曹丙', second: '演示苏丁' },
  { first: '演示严丙', second: '演示潘丁' },
  { first: '演示华丙', second: '演示葛丁' },
  { first: '演示金丙', second: '演示奚丁' },
  { first: '演示魏丙', second: '演示范丁' },
  { first: '演示陶丙', second: '演示彭丁' },
  { first: '演示姜丙', second: '演示郎丁' },
  { first: '演示戚丙', second: '演示赵丁' },
  { first: '演示谢丙', second: '演示钱丁' },
  { first: '演示邹丙', second: '演示孙丁' },
  { first: '演示喻丙', second: '演示李丁' },
  { first: '演示柏丙', second: '演示周丁' },
] satisfies List;

/** 单位及职务, by the sort of home. */
export const headPosts = {
  village: ['演示居民委员会主任', '演示居民委员会副主任', '演示居民区党总支副书记', '演示居民区妇联主席'],
  institution: ['演示单位工会副主席', '演示单位妇委会主任', '演示单位办公室副主任', '演示单位党总支委员'],
  newFields: ['演示园区党群服务站站长', '演示园区综合党委委员', '演示企业联合工会副主席'],
} satisfies List;

export const contactPosts = {
  village: ['居民区妇联执委', '居委会条线干部', '居民区妇女工作社工'],
  institution: ['妇委会委员', '工会女职工委员', '办公室干事'],
  newFields: ['党群服务站干事', '园区妇联执委', '企业人事专员'],
} satisfies List;

/**
 * 人员保障: a plan's staff with whether any of them works for it full time; of those who do, as many stand in the table.
 * The head is its first row.
 */
export const staffings = [
  {
    hasFullTimeStaff: true,
    staffing: { fullTimeCount: 1 },
    staff: [
      { employment: 'fullTime', area: '全面负责、统筹协调', strengths: '长期从事群众工作，熟悉本地情况' },
      { employment: 'partTime', area: '妇女维权、矛盾调解', strengths: '有调解工作经验，做事细致' },
    ],
  },
  {
    hasFullTimeStaff: true,
    staffing: { fullTimeCount: 2 },
    staff: [
      { employment: 'fullTime', area: '全面负责、统筹协调', strengths: '组织能力强，善于整合资源' },
      { employment: 'fullTime', area: '家庭教育、活动组织', strengths: '持有家庭教育指导资格，擅长亲子活动' },
      { employment: 'partTime', area: '线上宣传、信息公开', strengths: '熟悉新媒体运营' },
    ],
  },
  {
    hasFullTimeStaff: true,
    staffing: { fullTimeCount: 3 },
    staff: [
      { employment: 'fullTime', area: '全面负责、统筹协调', strengths: '从事妇女工作多年，群众基础好' },
      { employment: 'fullTime', area: '议事协商、需求调研', strengths: '善于倾听，能做访谈和问卷' },
      { employment: 'fullTime', area: '服务项目配送', strengths: '熟悉项目申请和台账管理' },
    ],
  },
  {
    hasFullTimeStaff: false,
    staff: [
      { employment: 'partTime', area: '全面负责、统筹协调', strengths: '熟悉妇联工作，组织协调能力强' },
      { employment: 'partTime', area: '家庭教育、活动组织', strengths: '擅长策划家庭活动' },
    ],
  },
  {
    hasFullTimeStaff: false,
    staff: [
      { employment: 'partTime', area: '全面负责、对外联络', strengths: '善于整合共建单位资源' },
      { employment: 'partTime', area: '妇女维权、法律咨询', strengths: '有法律专业背景' },
      { employment: 'partTime', area: '需求调研、满意度调查', strengths: '熟悉统计和访谈' },
    ],
  },
] satisfies List;
