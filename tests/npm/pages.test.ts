// Pages without any build step, under the strictest policy.

import { answersOf, served, STRICT, STRICT_INLINE } from './support/browser.ts';
import { cell } from './support/matrix.ts';

for (const [id, page, policy] of [
  ['page', 'plain', STRICT],
  ['page-inline', 'plain-inline', STRICT_INLINE],
  ['page-slim', 'plain-slim', STRICT],
  ['web-worker', 'worker-page', STRICT],
] as const) {
  cell(id, 'pages', async ({ folder }) => ({ answers: await served(folder, policy, (url) => answersOf(`${url}${page}.html`)) }));
}
