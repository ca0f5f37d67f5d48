// The screen of budgets.

import type { FiguresProps } from './household-screen.tsx';
import { t } from '../text/index.ts';

export function BudgetsScreen({}: FiguresProps) {
  return <h1>{t.navigation.budgets}</h1>;
}
