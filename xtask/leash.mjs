// Loaded into wrangler by `cargo xtask start` and by the tests: when standard input closes, whoever started wrangler is
// gone, and wrangler ends as on a signal. Not in its worker threads: they have no standard input of their own.

import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  process.stdin.on('end', () => process.kill(process.pid, 'SIGTERM')).resume().unref?.();
}
