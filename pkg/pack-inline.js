// Makes openpurse_core_inline.js of the built wasm: node pack-inline.js IN.wasm OUT.js

import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const [from, to] = process.argv.slice(2);
const packed = gzipSync(readFileSync(from), { level: 9 }).toString('base64');
writeFileSync(to, `// openpurse_core_bg.wasm, as base64 of gzip.\nexport default '${packed}';\n`);
