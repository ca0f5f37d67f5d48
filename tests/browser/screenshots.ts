// Pictures of the real page for the README and docs, from the simulated bank:
//   npx playwright test --config tests/browser/screenshots.ts

import config from './playwright.config.ts';

export default { ...config, testMatch: 'screenshots.pictures.ts' };
