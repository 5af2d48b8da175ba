/**
 * The federation that a demonstration is played in: the 25 units of annex 1, streets and towns that are theirs, and invented homes under them.
 * Nothing here is true of any real home or street's federation; all names of homes begin with 演示. Outside both hashes of the programme.
 */
import type { Demonstration } from '../../../libs/lifecycle/definition/simulation.js';
import { demonstrationCity } from './city.js';
import { demonstrationOtherHomes } from './other-homes.js';
import { demonstrationOuter } from './outer.js';
import { demonstrationSystems } from './systems.js';

const units = [
  { unit: 'shanghai', sort: 'city', name: '上海市妇女联合会（演示）' },
  { unit: 'pudong', parent: 'shanghai', sort: 'district', name: '浦东妇联' },
  { unit: 'xuhui', parent: 'shanghai', sort: 'district', name: '徐汇妇联' },
  { unit: 'changning', parent: 'shanghai', sort: 'district', name: '长宁妇联' },
  { unit: 'putuo', parent: 'shanghai', sort: 'district', name: '普陀妇联' },
  { unit: 'jingan', parent: 'shanghai', sort: 'district', name: '静安妇联' },
  { unit: 'hongkou', parent: 'shanghai', sort: 'district', name: '虹口妇联' },
  { unit: 'yangpu', parent: 'shanghai', sort: 'district', name: '杨浦妇联' },
  { unit: 'huangpu', parent: 'shanghai', sort: 'district', name: '黄浦妇联' },
  { unit: 'minhang', parent: 'shanghai', sort: 'district', name: '闵行妇联' },
  { unit: 'baoshan', parent: 'shanghai', sort: 'district', name: '宝山妇联' },
  { unit: 'jiading', parent: 'shanghai', sort: 'district', name: '嘉定妇联' },
  { unit: 'jinshan', parent: 'shanghai', sort: 'district', name: '金山妇联' },
  { unit: 'songjiang', parent: 'shanghai', sort: 'district', name: '松江妇联' },
  { unit: 'qingpu', parent: 'shanghai', sort: 'district', name: '青浦妇联' },
  { unit: 'fengxian', parent: 'shanghai', sort: 'district', name: '奉贤妇联' },
  { unit: 'chongming', parent: 'shanghai', sort: 'district', name: '崇明妇联' },
  { unit: 'municipal-organs', parent: 'shanghai', sort: 'system', name: '市级机关妇工委' },
  { unit: 'education-system', parent: 'shanghai', sort: 'system', name: '市教育系统妇工委' },
  { unit: 'health-system', parent: 'shanghai', sort: 'system', name: '市卫生系统妇工委' },
  { unit: 'science-technology', parent: 'shanghai', sort: 'system', name: '市科技妇工委' },
  { unit: 'economy-informatization', parent: 'shanghai', sort: 'system', name: '市经信系统妇工委' },
  { unit: 'finance-system', parent: 'shanghai', sort: 'system', name: '市金融系统妇工委' },
  { unit: 'construction-transport', parent: 'shanghai', sort: 'system', name: '市建交系统妇工委' },
  { unit: 'lingang', parent: 'shanghai', sort: 'system', name: '市临港新片区妇工委' },
  { unit: 'state-assets', parent: 'shanghai', sort: 'liaisonGroup', name: '市国资系统妇工联络组' },
] satisfies Demonstration['units'];

const streets = [
  { unit: 'pudong-s1', parent: 'pudong', sort: 'street', name: '花木街道妇联（演示）' },
  { unit: 'pudong-s2', parent: 'pudong', sort: 'street', name: '塘桥街道妇联（演示）' },
  { unit: 'pudong-s3', parent: 'pudong', sort: 'street', name: '张江镇妇联（演示）' },
  { unit: 'pudong-s4', parent: 'pudong', sort: 'street', name: '周浦镇妇联（演示）' },
  { unit: 'pudong-s5', parent: 'pudong', sort: 'street', name: '川沙新镇妇联（演示）' },
  { unit: 'pudong-s6', parent: 'pudong', sort: 'street', name: '惠南镇妇联（演示）' },
  { unit: 'xuhui-s1', parent: 'xuhui', sort: 'street', name: '田林街道妇联（演示）' },
  { unit: 'xuhui-s2', parent: 'xuhui', sort: 'street', name: '龙华街道妇联（演示）' },
  { unit: 'xuhui-s3', parent: 'xuhui', sort: 'street', name: '华泾镇妇联（演示）' },
  { unit: 'changning-s1', parent: 'changning', sort: 'street', name: '新华路街道妇联（演示）' },
  { unit: 'changning-s2', parent: 'changning', sort: 'street', name: '天山路街道妇联（演示）' },
  { unit: 'changning-s3', parent: 'changning', sort: 'street', name: '北新泾街道妇联（演示）' },
  { unit: 'putuo-s1', parent: 'putuo', sort: 'street', name: '曹杨新村街道妇联（演示）' },
  { unit: 'putuo-s2', parent: 'putuo', sort: 'street', name: '长寿路街道妇联（演示）' },
  { unit: 'putuo-s3', parent: 'putuo', sort: 'street', name: '桃浦镇妇联（演示）' },
  { unit: 'jingan-s1', parent: 'jingan', sort: 'street', name: '江宁路街道妇联（演示）' },
  { unit: 'jingan-s2', parent: 'jingan', sort: 'street', name: '大宁路街道妇联（演示）' },
  { unit: 'jingan-s3', parent: 'jingan', sort: 'street', name: '彭浦镇妇联（演示）' },
  { unit: 'hongkou-s1', parent: 'hongkou', sort: 'street', name: '曲阳路街道妇联（演示）' },
  { unit: 'hongkou-s2', parent: 'hongkou', sort: 'street', name: '凉城新村街道妇联（演示）' },
  { unit: 'hongkou-s3', parent: 'hongkou', sort: 'street', name: '北外滩街道妇联（演示）' },
  { unit: 'yangpu-s1', parent: 'yangpu', sort: 'street', name: '四平路街道妇联（演示）' },
  { unit: 'yangpu-s2', parent: 'yangpu', sort: 'street', name: '殷行街道妇联（演示）' },
  { unit: 'yangpu-s3', parent: 'yangpu', sort: 'street', name: '五角场街道妇联（演示）' },
  { unit: 'huangpu-s1', parent: 'huangpu', sort: 'street', name: '老西门街道妇联（演示）' },
  { unit: 'huangpu-s2', parent: 'huangpu', sort: 'street', name: '五里桥街道妇联（演示）' },
  { unit: 'huangpu-s3', parent: 'huangpu', sort: 'street', name: '打浦桥街道妇联（演示）' },
  { unit: 'minhang-s1', parent: 'minhang', sort: 'street', name: '江川路街道妇联（演示）' },
  { unit: 'minhang-s2', parent: 'minhang', sort: 'street', name: '莘庄镇妇联（演示）' },
  { unit: 'minhang-s3', parent: 'minhang', sort: 'street', name: '浦江镇妇联（演示）' },
  { unit: 'baoshan-s1', parent: 'baoshan', sort: 'street', name: '吴淞街道妇联（演示）' },
  { unit: 'baoshan-s2', parent: 'baoshan', sort: 'street', name: '顾村镇妇联（演示）' },
  { unit: 'baoshan-s3', parent: 'baoshan', sort: 'street', name: '罗店镇妇联（演示）' },
  { unit: 'jiading-s1', parent: 'jiading', sort: 'street', name: '真新街道妇联（演示）' },
  { unit: 'jiading-s2', parent: 'jiading', sort: 'street', name: '南翔镇妇联（演示）' },
  { unit: 'jiading-s3', parent: 'jiading', sort: 'street', name: '安亭镇妇联（演示）' },
  { unit: 'jinshan-s1', parent: 'jinshan', sort: 'street', name: '石化街道妇联（演示）' },
  { unit: 'jinshan-s2', parent: 'jinshan', sort: 'street', name: '枫泾镇妇联（演示）' },
  { unit: 'jinshan-s3', parent: 'jinshan', sort: 'street', name: '廊下镇妇联（演示）' },
  { unit: 'songjiang-s1', parent: 'songjiang', sort: 'street', name: '方松街道妇联（演示）' },
  { unit: 'songjiang-s2', parent: 'songjiang', sort: 'street', name: '泗泾镇妇联（演示）' },
  { unit: 'songjiang-s3', parent: 'songjiang', sort: 'street', name: '叶榭镇妇联（演示）' },
  { unit: 'qingpu-s1', parent: 'qingpu', sort: 'street', name: '夏阳街道妇联（演示）' },
  { unit: 'qingpu-s2', parent: 'qingpu', sort: 'street', name: '朱家角镇妇联（演示）' },
  { unit: 'qingpu-s3', parent: 'qingpu', sort: 'street', name: '练塘镇妇联（演示）' },
  { unit: 'fengxian-s1', parent: 'fengxian', sort: 'street', name: '奉浦街道妇联（演示）' },
  { unit: 'fengxian-s2', parent: 'fengxian', sort: 'street', name: '庄行镇妇联（演示）' },
  { unit: 'fengxian-s3', parent: 'fengxian', sort: 'street', name: '青村镇妇联（演示）' },
  { unit: 'chongming-s1', parent: 'chongming', sort: 'street', name: '城桥镇妇联（演示）' },
  { unit: 'chongming-s2', parent: 'chongming', sort: 'street', name: '堡镇妇联（演示）' },
  { unit: 'chongming-s3', parent: 'chongming', sort: 'street', name: '陈家镇妇联（演示）' },
] satisfies Demonstration['units'];

export const demonstration = {
  root: 'demonstration',
  /** A Monday morning, a week before rosters and plans are due. */
  standsAt: '2024-04-08T09:00:00+08:00',
  /** Ours: the notice says nothing of reminding, nor of who is told when nobody answers. */
  reminders: {
    before: [
      { days: 14, time: '09:00' },
      { days: 7, time: '09:00' },
      { days: 3, time: '09:00' },
      { days: 1, time: '09:00' },
      { days: 0, time: '09:00' },
    ],
    overdue: [
      { days: 1, time: '09:00' },
      { days: 3, time: '09:00' },
      { days: 7, time: '09:00' },
    ],
    escalation: [
      { days: 3, time: '09:00', role: 'office' },
      { days: 10, time: '09:00', role: 'leader' },
    ],
  },
  /** Parents before those below them. */
  units: [...units, ...streets],
  homes: [...demonstrationCity, ...demonstrationOuter, ...demonstrationSystems, ...demonstrationOtherHomes],
  accounts: [
    { role: 'operator', unit: 'shanghai' },
    { role: 'office', unit: 'shanghai', count: 3 },
    { role: 'leader', unit: 'shanghai', count: 2 },
    { role: 'auditor', unit: 'shanghai' },
    { role: 'guide', unit: 'shanghai', count: 4 },
    { role: 'evaluator', unit: 'shanghai', count: 14 },
    { role: 'clerk', sort: 'district' },
    { role: 'clerk', sort: 'system' },
    { role: 'clerk', sort: 'liaisonGroup' },
    { role: 'applicant', sort: 'district', count: 4 },
    { role: 'applicant', sort: 'system', count: 2 },
    { role: 'applicant', sort: 'liaisonGroup', count: 2 },
  ],
} satisfies Demonstration;
