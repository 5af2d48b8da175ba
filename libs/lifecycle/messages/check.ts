/** What is wrong with a definition, as its author reads it. `check.ts` finds it. */
import type { Message } from './message.js';

/** Of a chart and its stages. */
const CHART_MESSAGES = {
  factTypeForbidden: {
    zh: '事实名称不合规[：{fact}]。须以小写字母开头，只含字母和数字；“xstate.…”是状态机内部事件，不得使用。',
    en: 'This is no name of a fact[: {fact}]. It begins with a small letter and has letters and digits only; events of the state machine itself (“xstate.…”) are not allowed.',
  },
  wildcardForbidden: {
    zh: '流程图不得使用通配符“*”，请逐一列出事实。',
    en: 'A chart may not use the wildcard “*”. Please list the facts one by one.',
  },
  keyForbidden: {
    zh: '此处不允许出现该成员[：{key}]。请删去，或核对拼写。',
    en: 'This member is not allowed here[: {key}]. Please take it out, or check its spelling.',
  },
  finalForbidden: {
    zh: '流程图没有终结状态：看似办结的环节以后仍可能变化。请改用 closed。',
    en: 'Charts have no final states: what looks finished may have a future. Please mark it closed.',
  },
  dotForbidden: { zh: '名称中不得有点号[：{name}]。', en: 'A name may hold no dot[: {name}].' },
  nameMalformed: {
    zh: '名称不合规[：{name}]。须以小写字母开头，只含字母和数字。',
    en: 'This is no name[: {name}]. It begins with a small letter and has letters and digits only.',
  },
  targetMalformed: {
    zh: '去向写法不对：应为同级环节的名称，或“#类别.路径”。',
    en: 'A target is the name of a stage beside this one, or “#category.path”.',
  },
  targetUnknown: { zh: '去向的环节不存在[：{target}]。', en: 'The stage it leads to is not there[: {target}].' },
  initialNotAbsent: { zh: '每张流程图都从 absent 开始。', en: 'Every chart begins in absent.' },
  initialUnknown: {
    zh: '缺少起始环节，或它不存在[：{initial}]。',
    en: 'The stage to begin in is missing or not there[: {initial}].',
  },
  chartNotComputable: { zh: '流程图无法运算[：{detail}]。', en: 'The chart cannot be computed[: {detail}].' },
  chartTooLarge: {
    zh: '流程图的状态组合太多[，上限 {limit}]。请减少并行部分。',
    en: 'The chart can come to too many combinations[; the limit is {limit}]. Please have fewer regions side by side.',
  },
  stageUnreachable: { zh: '没有任何途径能到达该环节[：{stage}]。', en: 'No way leads to this stage[: {stage}].' },
  deadEnd: {
    zh: '该环节没有出路，又没有标明 closed[：{stage}]。',
    en: 'No way leads out of this stage, and it is not closed[: {stage}].',
  },
  holderMissing: { zh: '没有写明该环节由谁办理。', en: 'It is not said who holds this stage.' },
  deadlineOrReason: {
    zh: '每个环节要么写明期限，要么写明为何没有期限，二者取一。',
    en: 'A stage names either its deadline or the reason why it has none.',
  },
  dateBackwards: {
    zh: '期限早于前面的环节[：{stage} 为 {date}，而在前的 {before} 为 {beforeDate}]。',
    en: 'The date lies before that of an earlier stage[: {stage} is due {date}, {before} before it {beforeDate}].',
  },
  deadlineDateUnknown: {
    zh: '期限所依据的日期不存在[：{deadline} 依据 {date}]。',
    en: 'The date from which the deadline counts is not there[: {deadline} counts from {date}].',
  },
  deadlineCount: {
    zh: '期限须以月、日或工作日三者之一计算[：{deadline}]。',
    en: 'A deadline counts in months, days or working days, one of the three[: {deadline}].',
  },
  deadlineOpen: {
    zh: '该期限另行通知，此处无法计算[：{deadline}]。',
    en: 'This deadline is left to a notice of its own and cannot be computed here[: {deadline}].',
  },
  zoneUnknown: { zh: '没有这个时区[：{zone}]。', en: 'There is no such time zone[: {zone}].' },
} as const satisfies Record<string, Message>;

/** Of names that should be there. */
const NAME_MESSAGES = {
  wordUnknown: { zh: '不认识这种写法，请对照词汇表。', en: 'The vocabulary has no such word. Please look it up.' },
  tooDeep: { zh: '嵌套太深[，最多 {limit} 层]。', en: 'This is nested too deeply[; the most is {limit}].' },
  nameTwice: { zh: '同一名称出现了两次。', en: 'One name stands twice.' },
  neverUsed: {
    zh: '没有任何操作用到它[：{name}]，因而无从核对。',
    en: 'No command uses it[: {name}], so that it cannot be checked.',
  },
  aliasReserved: {
    zh: '该别名另有含义，不得使用[：{alias}]。',
    en: 'This alias means something else[: {alias}]. Please choose another.',
  },
  aliasUnknown: {
    zh: '没有读取这个对象，或它不适用于此处[：{alias}]。',
    en: 'This is not among what is read, or not what is asked for here[: {alias}].',
  },
  pathUnknown: { zh: '路径不通[：{path}]。', en: 'The path leads nowhere[: {path}].' },
  personalRead: {
    zh: '此处读取了加密的个人信息[：{path}]。判断和状态只能依据公开的内容。',
    en: 'Something sealed is read here[: {path}]. What decides may rest on open fields only.',
  },
  personalOpened: {
    zh: '填写时加密的内容被公开写入事实[：{fact} 的 {field}]。',
    en: 'What is sealed in the form would be written openly[: {field} of {fact}].',
  },
  notACollection: {
    zh: '路径所指不是可逐一处理的列表[：{path}]。',
    en: 'This is no list, set or table to go through[: {path}].',
  },
  subjectUnknown: { zh: '没有这类对象[：{subject}]。', en: 'There is no such subject[: {subject}].' },
  sightNotOurs: {
    zh: '这类对象由平台自己的规则管理，本规则不能规定谁可以看[：{subject}]。',
    en: "Who sees such a subject is for the platform's own rules[: {subject}].",
  },
  subjectTwice: { zh: '该类对象已经存在[：{subject}]。', en: 'There is such a subject already[: {subject}].' },
  stageUnknown: { zh: '没有这个环节[：{subject} 的 {stage}]。', en: 'There is no such stage[: {stage} of {subject}].' },
  roleUnknown: { zh: '没有这个角色[：{role}]。', en: 'There is no such role[: {role}].' },
  formUnknown: { zh: '没有这张表[：{form}]。', en: 'There is no such form[: {form}].' },
  quotaUnknown: { zh: '没有这项名额[：{quota}]。', en: 'There is no such quota[: {quota}].' },
  rubricUnknown: { zh: '没有这份评分标准[：{rubric}]。', en: 'There is no such rubric[: {rubric}].' },
  rankingUnknown: { zh: '没有这项排名[：{ranking}]。', en: 'There is no such ranking[: {ranking}].' },
  sampleUnknown: { zh: '没有这项抽样[：{sample}]。', en: 'There is no such sample[: {sample}].' },
  ballotUnknown: {
    zh: '没有这项投票，或它不属于该对象[：{ballot}]。',
    en: 'There is no such ballot of this subject[: {ballot}].',
  },
  standingUnknown: { zh: '没有这份名录[：{standing}]。', en: 'There is no such register[: {standing}].' },
  deliverableUnknown: {
    zh: '没有这项报送材料[：{deliverable}]。',
    en: 'There is no such deliverable[: {deliverable}].',
  },
  legUnknown: {
    zh: '该材料没有这种报送方式，或方式不符[：{deliverable} 的 {leg}]。',
    en: 'The deliverable has no such leg of the kind asked for[: {leg} of {deliverable}].',
  },
  legsMissing: { zh: '没有写明以何种方式报送。', en: 'It is not said in which way this is handed in.' },
  opinionsNotAsked: {
    zh: '该材料不要求填写意见[：{deliverable}]。',
    en: 'This deliverable asks for no opinions[: {deliverable}].',
  },
  latenessNotAChoice: {
    zh: '逾期处理的设置项只能在 refuse、reason、warn 中选择[：{setting}]。',
    en: 'The setting for lateness must be a choice of refuse, reason and warn[: {setting}].',
  },
  settingKindWrong: {
    zh: '设置项的类型不符[：{setting} 应为 {wanted}]。',
    en: 'The setting is of the wrong kind[: {setting} should be {wanted}].',
  },
  textMissing: { zh: '缺少文字说明[：{key}（{language}）]。', en: 'A text is missing[: {key} ({language})].' },
  textUnused: {
    zh: '没有任何地方用到这条文字[：{key}]，可能是键名写错。',
    en: 'Nothing asks for this text[: {key}]; perhaps its key is mistyped.',
  },
} as const satisfies Record<string, Message>;

/** Of facts, fields and what is done with them. */
const FACT_MESSAGES = {
  factUnknown: { zh: '没有这种事实[：{subject} 的 {fact}]。', en: 'There is no such fact[: {fact} of {subject}].' },
  factNotDeclared: {
    zh: '流程图列出的事实没有声明[：{fact}]。',
    en: 'The chart lists a fact that is not declared[: {fact}].',
  },
  factNeverListed: {
    zh: '声明的事实没有在流程图的任何环节列出[：{fact}]。',
    en: 'A fact is declared that no stage lists[: {fact}].',
  },
  factNeverYielded: { zh: '没有任何操作产生该事实[：{fact}]。', en: 'No command yields this fact[: {fact}].' },
  factNotListed: {
    zh: '操作在这些环节可以进行，而流程图在那里没有列出它产生的事实[：{fact}；{stages}]。',
    en: 'The command may be given in stages that do not list the fact it yields[: {fact} in {stages}].',
  },
  factReserved: { zh: '该事实名称由平台专用[：{fact}]。', en: 'This fact is the platform’s own[: {fact}].' },
  fieldUnknown: { zh: '没有这个字段[：{field}]。', en: 'There is no such field[: {field}].' },
  fieldReserved: {
    zh: '该字段名称由平台专用[：{field}]。',
    en: 'The name of this field is the platform’s own[: {field}].',
  },
  fieldNotSupplied: {
    zh: '事实的必填字段没有来源[：{fact} 的 {field}]。',
    en: 'Nothing supplies a required field of the fact[: {field} of {fact}].',
  },
  fieldMayBeMissing: {
    zh: '事实的必填字段来自选填项，可能缺失[：{fact} 的 {field}]。',
    en: 'A required field of the fact comes from an entry that may be left empty[: {field} of {fact}].',
  },
  fieldDoesNotFit: {
    zh: '填写项允许的内容超出了事实字段的范围[：{fact} 的 {field}]。',
    en: 'The input takes what the fact’s field does not[: {field} of {fact}].',
  },
  foldWrongKind: {
    zh: '该运算不适用于此类字段[：{op} 用于 {field}（{kind}）]。',
    en: 'This operation does not fit the field[: {op} on {field}, which is a {kind}].',
  },
  valueWrongKind: {
    zh: '值的类型不符[，应为 {wanted}]。',
    en: 'The value is of the wrong kind[; {wanted} is asked for].',
  },
  kindWrong: {
    zh: '字段类型不符[：{field} 应为 {wanted}]。',
    en: 'The field is of the wrong kind[: {field} should be {wanted}].',
  },
  placeOutsideList: {
    zh: '只有逐一处理列表、写入数值时才有位次。',
    en: 'There is a place only where a list is gone through and a number is put.',
  },
  formInItself: { zh: '表格包含了自身[：{form}]。', en: 'The form is part of itself[: {form}].' },
  rowColumnMissing: { zh: '固定行的表格须有名为 row 的列。', en: 'A table with fixed rows needs a column named row.' },
  choicesMissing: { zh: '没有列出可选项。', en: 'No choices are given.' },
  caseUnknown: { zh: '该分支不可能被选中[：{case}]。', en: 'This case can never be chosen[: {case}].' },
  originUnsound: {
    zh: '所出自的年度只能由不随年度设立的对象的编号字段说明[：{field}]。',
    en: 'The cycle that a subject comes from can only be named by a field of kind id, on one that outlives cycles[: {field}].',
  },
  adoptsItself: { zh: '版本不能承接自身[：{edition}]。', en: 'An edition cannot take over from itself[: {edition}].' },
} as const satisfies Record<string, Message>;

/** Of commands, reactions and ballots. */
const COMMAND_MESSAGES = {
  guardUnknown: { zh: '没有这条规则[：{guard}]。', en: 'There is no such guard[: {guard}].' },
  guardParameter: { zh: '规则的参数不对[：{guard}]。', en: 'The guard does not take this parameter[: {guard}].' },
  keyIncomplete: { zh: '编号缺少一部分[：{part}]。', en: 'A part of the key is missing[: {part}].' },
  keyPartUnknown: { zh: '编号没有这一部分[：{part}]。', en: 'The key has no such part[: {part}].' },
  notKeyedByUnit: {
    zh: '只有随年度设立、仅以单位编号的对象，才能由有名额的单位逐一报送[：{subject}]。',
    en: 'Every unit with places can owe only what lives in a cycle and has the unit alone for its key[: {subject}].',
  },
  nothingOnSelf: { zh: '操作必须对其主要对象产生事实。', en: 'A command must yield a fact on its own subject.' },
  yieldOnMany: {
    zh: '不能对逐一读取的多个对象产生事实[：{alias}]。请改用后续反应。',
    en: 'No fact can be yielded on one of many[: {alias}]. Please use a reaction.',
  },
  nothingDelivered: {
    zh: '该操作没有报送材料，无从判断是否逾期。',
    en: 'This command delivers nothing that could be late.',
  },
  expressionNotHere: { zh: '后续反应只能使用路径和常量。', en: 'A reaction knows paths and constants only.' },
  inputMissing: {
    zh: '后续反应没有给出操作的必填项[：{command} 的 {field}]。',
    en: 'The reaction leaves out what the command requires[: {field} of {command}].',
  },
  systemNotAllowed: {
    zh: '该操作不允许由系统执行[：{command}]。',
    en: 'The command does not allow the system[: {command}].',
  },
  secretWithoutBallot: { zh: '保密内容不属于任何投票。', en: 'The secret belongs to no ballot.' },
  secretInFact: {
    zh: '保密内容会写入事实[：{fact} 的 {field}]。',
    en: 'The secret would be written into a fact[: {field} of {fact}].',
  },
  castWithoutSecret: {
    zh: '投票操作没有指明保密内容[：{fact}]。',
    en: 'The command by which somebody votes names no secret[: {fact}].',
  },
  ballotNotAnonymous: {
    zh: '公布选票的事实必须匿名[：{fact}]。',
    en: 'The fact that publishes the choices must be anonymous[: {fact}].',
  },
} as const satisfies Record<string, Message>;

export const CHECK_MESSAGES = { ...CHART_MESSAGES, ...NAME_MESSAGES, ...FACT_MESSAGES, ...COMMAND_MESSAGES };
