// The screen of connections.

import type { ScreenProps } from '../app.tsx';
import { t } from '../text/index.ts';

export function ConnectionsScreen({}: ScreenProps) {
  return <h1>{t.navigation.connections}</h1>;
}
