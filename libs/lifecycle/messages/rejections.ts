/** Why a command was refused, as people read it. What stands in brackets is said when its parameters are known. */
import type { RejectionReason } from '../../engine/decide/rejection.js';
import type { Message } from './message.js';

export const REJECTION_MESSAGES = {
  malformed: {
    zh: '填写的内容有误，请按标出的位置逐项改正后再提交。',
    en: 'Something in what was entered is not right. Please mend the marked places and submit again.',
  },
  keyReused: {
    zh: '同一个请求编号已用于内容不同的提交。如要提交新的内容，请刷新页面后重试。',
    en: 'This request number was already used for something else. To submit new content, reload the page and try again.',
  },
  reasonMissing: { zh: '请写明理由。', en: 'Please state the reason.' },
  lateReasonMissing: {
    zh: '已超过报送期限[（截止 {lateFrom}）]，请写明逾期原因后再提交。',
    en: 'The deadline has passed[ (it was due by {lateFrom})]. Please state why it is late, then submit again.',
  },
  copiesMissing: {
    zh: '纸质材料份数不够[：应交 {asked} 份，实收 {brought} 份]。请补齐后再登记。',
    en: 'There are too few paper copies[: {asked} are asked for, {brought} came]. Please register them once they are complete.',
  },
  sealMissing: {
    zh: '纸质材料没有盖章。请盖章后再登记。',
    en: 'The paper copies bear no seal. Please have them sealed, then register them.',
  },
  addressMissing: {
    zh: '电子版没有发到全部指定邮箱[，还缺：{address}]。请补发后再提交。',
    en: 'The electronic version did not go to every mailbox named[; missing: {address}]. Please send it there too, then submit.',
  },
  opinionNotOnForm: {
    zh: '表上没有这一栏意见[（{body}）]。请核对应由哪些单位填写意见。',
    en: 'The form asks for no such opinion[ ({body})]. Please check whose opinions it asks for.',
  },
  opinionOutOfOrder: {
    zh: '意见的先后顺序不对[：“{body}”与“{before}”的日期次序颠倒，或前一项尚未填写]。请按表上的顺序填写，日期不得早于前一项。',
    en: 'The opinions are out of order[: “{body}” does not fit with “{before}”]. Please give them in the order of the form, none dated before the one it follows.',
  },
  dateOutOfOrder: {
    zh: '日期先后颠倒[：{earlier}应不晚于{later}]。请核对两个日期。',
    en: 'The dates are the wrong way round[: {earlier} should not be after {later}]. Please check both.',
  },
  dateInFuture: {
    zh: '日期不能晚于今天[：填的是{date}，今天是{today}]。请改正日期。',
    en: 'The date lies in the future[: {date} was entered, today is {today}]. Please mend it.',
  },
  marksRefused: {
    zh: '评分不符合评分标准，请按标出的项目逐项改正。',
    en: 'The marks do not fit the rubric. Please mend the marked items.',
  },
  sumDoesNotHold: {
    zh: '合计不符[：现为 {found}，应为 {wanted}]。请核对各项数字。',
    en: 'The sum does not hold[: it is {found} and should be {wanted}]. Please check the figures.',
  },
  definitionUnsound: {
    zh: '这份项目定义有错误，不能发布。请按列出的位置改正。',
    en: 'This definition has faults and cannot be published. Please mend the places listed.',
  },
  calendarUnsound: {
    zh: '这份日历数据有错误，不能载入。请按列出的位置改正。',
    en: 'This calendar has faults and cannot be loaded. Please mend the places listed.',
  },
  settingUnknown: {
    zh: '没有这个设置项[：{setting}]。请从本项目列出的设置项中选择。',
    en: 'There is no such setting[: {setting}]. Please choose one that the programme names.',
  },
  settingWrongType: {
    zh: '设置项的值不合要求[：{setting}]。请按该项规定的类型和范围填写。',
    en: 'The value does not fit the setting[ {setting}]. Please give one of its kind and within its range.',
  },
  deadlineUnknown: {
    zh: '没有这个期限[：{deadline}]，或它不能在这里设定。请从本项目列出的期限中选择。',
    en: 'There is no such deadline[: {deadline}], or it cannot be set here. Please choose one that the programme names.',
  },
  calendarYearMissing: {
    zh: '缺少节假日和调休数据[（{year} 年）]，无法计算工作日。请先由管理员载入该年的日历。',
    en: 'There is no data on holidays and make-up workdays[ for {year}], so working days cannot be counted. Please have an operator load that year’s calendar first.',
  },
  sampleTooLarge: {
    zh: '要抽取的数量超过了可抽取的总数[：要抽 {size} 个，共有 {frame} 个]。请调小抽取数量。',
    en: 'The sample is larger than what it is drawn from[: {size} of {frame}]. Please ask for fewer.',
  },
  commandUnknown: {
    zh: '没有这个操作[：{command}]。请刷新页面后重试。',
    en: 'There is no such action[: {command}]. Please reload the page and try again.',
  },
  stageForbids: {
    zh: '当前环节[（{stage}）]不能进行此操作。请查看进度，确认轮到哪一步。',
    en: 'This cannot be done at the present stage[ ({stage})]. Please look at the progress to see whose turn it is.',
  },
  cycleForbids: {
    zh: '本年度当前阶段[（{stage}）]不能进行此操作。如有疑问请与主办单位联系。',
    en: 'This cannot be done at this point of the cycle[ ({stage})]. If in doubt, please ask the organising office.',
  },
  alreadyExists: {
    zh: '已经存在[（{what}）]，不能重复提交。请查看已有的记录。',
    en: 'It exists already[ ({what})] and cannot be entered twice. Please look at what is there.',
  },
  quotaExceeded: {
    zh: '名额已满[：{unit}，共 {places} 个名额，已占用 {count} 个]。如需调整，请与主办单位联系。',
    en: 'There is no place left[: {unit} has {places}, and {count} are taken]. To have the number changed, please ask the organising office.',
  },
  notInRegister: {
    zh: '该妇女之家不在所要求的名录内[（{standing}）]，不能申报。请核对名录，或请主办单位补录。',
    en: 'This home is not in the register that is asked for[ ({standing})]. Please check the register, or ask the organising office to complete it.',
  },
  alreadyInRegister: {
    zh: '该妇女之家已在名录内[（{standing}）]，不必再次申报。',
    en: 'This home stands in the register already[ ({standing})] and need not be put forward again.',
  },
  onlyOnce: { zh: '此事项只能办理一次，已经办理过了。', en: 'This can be done only once, and it has been done.' },
  opinionMissing: {
    zh: '意见尚未填齐[，还缺：{body}]。请先补齐意见。',
    en: 'Opinions are still missing[: {body}]. Please have them given first.',
  },
  late: {
    zh: '已超过报送期限[（截止 {lateFrom}）]，不再接收。如有特殊情况，请向主办单位申请延期。',
    en: 'The deadline has passed[ (it was due by {lateFrom})] and nothing more is taken. If there is a special case, please ask the organising office for an extension.',
  },
  settingUnset: {
    zh: '通知没有规定、需由主办单位确定的事项尚未设定[：{setting}]。请主办单位先行设定。',
    en: 'Something that the notice leaves open has not been set yet[: {setting}]. Please have the organising office set it first.',
  },
  deadlineUnset: {
    zh: '期限尚未确定[：{deadline}]。请主办单位先行设定。',
    en: 'The deadline has not been set yet[: {deadline}]. Please have the organising office set it first.',
  },
  conditionNotMet: {
    zh: '不符合办理此操作的条件。请对照要求核对后再办理。',
    en: 'The conditions for this are not met. Please check them before trying again.',
  },
  notComplete: {
    zh: '还有事项没有完成[：{missing}]，不能进行下一步。请先补齐。',
    en: 'Something is still missing[: {missing}], so the next step cannot be taken. Please complete it first.',
  },
  alreadyDone: { zh: '已经办理过了，不必重复办理。', en: 'This has been done already and need not be done again.' },
  nothingOwed: {
    zh: '目前没有这项应在期限前办理的事项[：{deadline}]，可能已经办结，或期限已调整。请刷新后核对。',
    en: 'Nothing is owed by this deadline now[: {deadline}]; it may have been handed in, or the date moved. Please reload and check.',
  },
  notNextInLine: {
    zh: '没有轮到该妇女之家。请按名次依次办理。',
    en: 'It is not this home’s turn. Please go by the order of places.',
  },
  notSampled: {
    zh: '不在抽中的名单内。请核对抽样结果。',
    en: 'It is not among those that were drawn. Please check the sample.',
  },
  conflictOfInterest: {
    zh: '存在利益关联，应当回避。请改由他人办理，或由主办单位审查后解除。',
    en: 'There is a conflict of interest. Please let somebody else do it, or have the organising office look into the conflict and dismiss it.',
  },
  recused: {
    zh: '此人已经回避，不能再参加。请另行指派。',
    en: 'This person has recused herself or himself and cannot come back. Please assign somebody else.',
  },
  limitReached: {
    zh: '数量已达上限[（{field}）]，不能再增加。',
    en: 'The limit has been reached[ ({field})]; nothing more can be added.',
  },
  noWayFromOldRules: {
    zh: '这项记录属于往年的规则，其当前环节[（{stage}）]在新规则中没有对应，不能办理。请与管理员联系。',
    en: 'This record stands under earlier rules, and the new ones say nothing of its present stage[ ({stage})]. Please ask an operator.',
  },
  personErased: {
    zh: '此人的个人信息已经删除，不能再填写。',
    en: 'The personal data of this person were erased; nothing more can be entered about them.',
  },
  roleForbids: {
    zh: '您的角色[（{role}）]不能进行此操作。请由有权限的人员办理。',
    en: 'Your role[ ({role})] does not allow this. Please let somebody do it whose role does.',
  },
  outsideSubtree: {
    zh: '不属于您所在单位[（{unit}）]的管辖范围。请由所属单位办理。',
    en: 'This lies outside your unit[ ({unit})]. Please let the unit do it to which it belongs.',
  },
  notAssigned: {
    zh: '此事项没有指派给您。如应由您办理，请与主办单位联系。',
    en: 'This was not assigned to you. If it should be, please ask the organising office.',
  },
  wrongUnit: {
    zh: '单位不对[：{unit}]。请核对所选单位。',
    en: 'This is the wrong unit[: {unit}]. Please check the one you chose.',
  },
  grantRevoked: {
    zh: '您在该单位[（{unit}）]的角色已经失效。请与管理员联系。',
    en: 'You no longer hold this role in that unit[ ({unit})]. Please ask an operator.',
  },
  behalfForbidden: {
    zh: '此操作不能代他人办理，须由本人或本单位办理。',
    en: 'This cannot be done on behalf of somebody else.',
  },
  notFound: {
    zh: '没有找到[（{what}）]。请核对后重试。',
    en: 'It was not found[ ({what})]. Please check and try again.',
  },
} as const satisfies Record<RejectionReason, Message>;
