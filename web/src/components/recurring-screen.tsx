// The screen of recurring.

import type { FiguresProps } from './household-screen.tsx';
import { t } from '../text/index.ts';

export function RecurringScreen({}: FiguresProps) {
  return <h1>{t.navigation.recurring}</h1>;
}
