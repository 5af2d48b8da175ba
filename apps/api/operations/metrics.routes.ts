import { defineRoute } from '../http/route.js';

export const readMetrics = defineRoute({
  method: 'GET',
  path: '/metrics',
  access: 'operator',
  tag: 'operation',
  summary: 'Figures in Prometheus’ text form; an operator’s token, also as the password of Basic',
  answer: { mediaType: 'text/plain' },
  problems: [403],
});
