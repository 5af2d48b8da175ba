/** A gorrel: what a nook keeps of its wimbles: who was counted, in which line they stand, what was drawn, what dabs earn. */
import type { SubjectDefinition } from '../../libs/lifecycle/definition/subject-definition.js';
import { homes, lateWhy, why } from './shared.js';

export const gorrel = {
  category: 'gorrel',
  lives: 'cycle',
  key: ['nook'],
  unit: 'nook',
  chart: {
    initial: 'absent',
    states: {
      absent: { on: { gorrelOpened: 'gathering' } },
      gathering: {
        meta: { holder: 'brunk', deadline: 'glimDue' },
        on: {
          wimbleCounted: 'gathering',
          homesNoted: 'gathering',
          dabsWritten: 'gathering',
          frameFixed: 'gathering',
          lotsDrawn: 'gathering',
          drawnVisited: 'gathering',
          gorrelHanded: 'lined',
        },
      },
      lined: {
        meta: { holder: 'oddle', noDeadline: 'noDeadline.open', closed: true },
        on: { lineWritten: 'lined', nextPicked: 'lined', lastDropped: 'lined' },
      },
    },
  },
  fields: {
    nook: { kind: 'id', max: 1 },
    wimbles: { kind: 'set', max: 50 },
    noted: { kind: 'set', max: 50 },
    /** Home → its place in the line, from 1. */
    places: { kind: 'map', max: 50 },
    nooks: { kind: 'map', max: 50 },
    out: { kind: 'set', max: 50 },
    frame: { kind: 'set', max: 50 },
    frameHash: { kind: 'digest', max: 1 },
    drawn: { kind: 'set', max: 50 },
    /** Item → the most it earns. */
    dabs: { kind: 'map', max: 9 },
    dabSum: { kind: 'int', max: 100_000 },
  },
  facts: {
    gorrelOpened: {
      fields: { nook: { kind: 'id' }, dabSum: { kind: 'int' } },
      folds: [
        { op: 'set', field: 'nook', to: { from: 'data.nook' } },
        { op: 'set', field: 'dabSum', to: { from: 'data.dabSum' } },
      ],
    },
    wimbleCounted: {
      fields: { home: { kind: 'id' } },
      folds: [
        { op: 'put', field: 'wimbles', key: { from: 'data.home' } },
        { op: 'put', field: 'nooks', key: { from: 'data.home' }, to: { from: 'fact.unit' } },
      ],
    },
    homesNoted: {
      fields: { homes },
      folds: [{ op: 'put', field: 'noted', each: 'data.homes', key: { from: 'item' } }],
    },
    dabsWritten: {
      fields: {
        dabs: {
          kind: 'table',
          columns: { item: { kind: 'scalar' }, points: { kind: 'int', min: 0, max: 9999 } },
          rows: { max: 9 },
        },
      },
      folds: [
        { op: 'drop', field: 'dabs' },
        { op: 'put', field: 'dabs', each: 'data.dabs', key: { from: 'item.item' }, to: { from: 'item.points' } },
      ],
    },
    frameFixed: {
      fields: { frame: homes, frameHash: { kind: 'digest' } },
      folds: [
        { op: 'put', field: 'frame', each: 'data.frame', key: { from: 'item' } },
        { op: 'set', field: 'frameHash', to: { from: 'data.frameHash' } },
      ],
    },
    lotsDrawn: {
      fields: { homes, frameHash: { kind: 'digest' }, seed: { kind: 'text', max: 60, personal: false } },
      folds: [{ op: 'put', field: 'drawn', each: 'data.homes', key: { from: 'item' } }],
    },
    drawnVisited: { fields: { home: { kind: 'id' } } },
    gorrelHanded: { fields: { count: { kind: 'int' }, late: { kind: 'flag' }, lateWhy } },
    lineWritten: {
      fields: { order: homes, rest: homes },
      folds: [
        { op: 'drop', field: 'places' },
        { op: 'put', field: 'places', each: 'data.order', key: { from: 'item' }, to: { place: true } },
      ],
    },
    nextPicked: {
      fields: { home: { kind: 'id' } },
      folds: [{ op: 'put', field: 'out', key: { from: 'data.home' } }],
    },
    lastDropped: {
      fields: { home: { kind: 'id' }, why },
      folds: [{ op: 'put', field: 'out', key: { from: 'data.home' } }],
    },
  },
} satisfies SubjectDefinition;
