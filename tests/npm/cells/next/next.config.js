import { resolve } from 'node:path';

// The tools are two folders up.
export default { turbopack: { root: resolve('../..') } };
