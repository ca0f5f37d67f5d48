// Next: a server component, a route and a client component answer alike.

import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { visit, withServer } from './support/browser.ts';
import { cell } from './support/matrix.ts';
import { bin } from './support/project.ts';

const QUIET = { NEXT_TELEMETRY_DISABLED: '1' };

for (const [id, wasm] of [['next', 0], ['next-external', 1]] as const) {
  cell(id, id, async (project) => {
    await project.tool('next', ['build'], QUIET);
    // What the browser gets; the server's own is the installed package.
    const found = project.wasm('.next/static');
    const args = [bin('next'), 'start', '--hostname', '127.0.0.1', '--port', '0'];
    const answers = await withServer(project.folder, args, QUIET, async (url) => {
      const route = await (await fetch(`${url}route`)).text();
      const [server, client] = await visit(url, async (page) => [
        await page.locator('#server').textContent(),
        await page.locator('#client').textContent({ timeout: 60_000 }),
      ]);
      assert.equal(server, route, 'server component and route');
      assert.equal(client, route, 'client component and route');
      return route;
    });
    rmSync(project.path('.next'), { recursive: true });
    return { answers, wasm: { found, expected: wasm } };
  });
}
