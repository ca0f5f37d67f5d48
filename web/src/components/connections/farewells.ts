// What is asked before a person leaves, wholly or from one bank: exactly what is revoked and erased.

import { eraseDevice } from '../../store/device.ts';
import type { HouseholdModel } from '../../model/household.ts';
import { t } from '../../text/index.ts';
import type { Question } from '../page/confirm-dialog.tsx';

/** With the `last` bank goes all that the server keeps. */
export function disconnectOne(bank: string, last: boolean, act: Question['act']): Question {
  const { disconnectOne: words, learnedGoes, disconnect } = t.connections;
  return { title: words.title(bank), text: `${words.text(bank)} ${last ? `${words.last} ${learnedGoes}` : words.rest}`, yes: disconnect, act };
}

export function disconnectAll(model: HouseholdModel): Question {
  const { disconnectAll: words, learnedGoes } = t.connections;
  return { title: words.title, text: `${words.text} ${learnedGoes}`, yes: words.yes, act: () => model.leaving.disconnect() };
}

export function logOut(model: HouseholdModel): Question {
  const { logOut: words, withoutBrowser, learnedGoes } = t.connections;
  return { title: words.title, text: `${withoutBrowser} ${learnedGoes}`, yes: words.button, act: () => model.leaving.logOut(false) };
}

export function logOutEverywhere(model: HouseholdModel): Question {
  const { logOutEverywhere: words, withoutBrowser, learnedGoes } = t.connections;
  return { title: words.title, text: `${words.text} ${withoutBrowser} ${learnedGoes}`, yes: words.button, act: () => model.leaving.logOut(true) };
}

/** `connected`: there is something on the server, too. */
export function eraseAll(model: HouseholdModel, connected: boolean): Question {
  const words = t.connections.eraseAll;
  return {
    title: words.title, text: connected ? words.text : words.textHere, yes: words.yes, agree: words.agree, act: () => model.leaving.eraseEverything(eraseDevice),
  };
}
