// The screen of transactions.

import type { FiguresProps } from './household-screen.tsx';
import { t } from '../text/index.ts';

export function TransactionsScreen({}: FiguresProps) {
  return <h1>{t.navigation.transactions}</h1>;
}
