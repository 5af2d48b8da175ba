/** 2024 年增能升级项目名额分配表: annex 1, column 提高级妇女之家申报名额. Places to apply, not places to be recognised. */
import type { Definition } from '../../libs/lifecycle/definition/definition.js';

export const quotas = {
  apply: {
    to: 'apply',
    strength: 'hard',
    table: {
      pudong: 34,
      xuhui: 12,
      changning: 8,
      putuo: 8,
      jingan: 8,
      hongkou: 8,
      yangpu: 10,
      huangpu: 8,
      minhang: 12,
      baoshan: 12,
      jiading: 12,
      jinshan: 10,
      songjiang: 10,
      qingpu: 8,
      fengxian: 8,
      chongming: 8,
      'municipal-organs': 2,
      'education-system': 4,
      'health-system': 4,
      'science-technology': 4,
      'economy-informatization': 2,
      'finance-system': 2,
      'construction-transport': 2,
      lingang: 2,
      'state-assets': 2,
    },
  },
} satisfies Definition['quotas'];
