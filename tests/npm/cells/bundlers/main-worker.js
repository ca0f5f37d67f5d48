import { show } from './show.js';

const worker = new Worker(new URL('./bundled-worker.js', import.meta.url), { type: 'module' });
worker.onmessage = ({ data }) => show(data);
