import resolve from '@rollup/plugin-node-resolve';
import { importMetaAssets } from '@web/rollup-plugin-import-meta-assets';

export default {
  plugins: [resolve(), importMetaAssets()],
  output: { dir: 'dist', format: 'es' },
};
