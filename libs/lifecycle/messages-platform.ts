/** Texts of the platform's own definition. */
export const PLATFORM_TEXTS = {
  zh: {
    title: '平台',
    source: '本系统自有规则，不出自任何通知',
    'noDeadline.standing': '长期有效，没有期限',
    'noDeadline.cycle': '年度由主办单位推进，期限见各报送材料',
    'role.operator': '系统管理员',
    'role.office': '主办单位经办人',
    'role.clerk': '单位经办人',
    'role.leader': '领导',
    'role.auditor': '审计人员',
  },
  en: {
    title: 'Platform',
    source: "The system's own rules; they come from no notice",
    'noDeadline.standing': 'Stands until further notice',
    'noDeadline.cycle': 'The organising office moves the cycle on; deadlines stand with what is to be handed in',
    'role.operator': 'Operator',
    'role.office': 'Organising office',
    'role.clerk': "Unit's clerk",
    'role.leader': 'Leader',
    'role.auditor': 'Auditor',
  },
};
