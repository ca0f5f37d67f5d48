// Every way in which a bank can fail, met by every question about data and every address of ours that asks it: one bank of
// three failing hides nothing of the others, and all failing says so. Never a hang, a 500, or an empty list that should have
// been an error. What is asked of a connection as a whole is in matrix-connection.test.ts.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Fault } from '../support/bank.ts';
import { ADDRESSES, answered, assertErrors, assertNoSecrets, assertProblem, household, Lanes, records, withEach, type Household, type Lane } from '../support/matrix.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/processes.ts';
import { DATA, type Row } from '../support/rows.ts';

/** The questions to a bank, the addresses that ask each, and of which kinds of accounts. */
interface Question {
  resource: string;
  /** Below an account or a card; empty for the lists of them. */
  below: string;
  askedBy: string[];
  cards: boolean;
}
const LISTS: Question = { resource: 'accounts', below: '', askedBy: ADDRESSES, cards: true };
const QUESTIONS: Question[] = [
  LISTS,
  { resource: 'balance', below: '/*/balance', askedBy: ['/api/bank-accounts', '/api/feed'], cards: true },
  { resource: 'transactions', below: '/*/transactions', askedBy: ['/api/feed', '/budget_scan', '/api/transactions'], cards: true },
  { resource: 'pending', below: '/*/transactions/pending', askedBy: ['/api/feed', '/budget_scan', '/api/transactions'], cards: true },
  { resource: 'standing_orders', below: '/*/standing_orders', askedBy: ['/api/feed'], cards: false },
  { resource: 'direct_debits', below: '/*/direct_debits', askedBy: ['/api/feed'], cards: false },
];
const OF_CARDS = QUESTIONS.filter(({ cards }) => cards);
/** What is told of a whole connection names no resource. */
const WHOLE = ['reconnect_needed', 'too_many_requests_today', 'not_supported', 'misconfigured'];

const LANES = 3;
const GOOD = ['ob-noids', 'ob-nofrom'];
const [CURRENT, SAVINGS, CARD] = ['ob-monzo', 'ob-northfield', 'ob-harbour-card'] as const;
/** Who lives in a lane: one person for each bank that fails alone, and one all of whose banks fail. */
interface People {
  current: Household;
  savings: Household;
  card: Household;
  all: Household;
}

let lanes: Lanes;
const people = new Map<Lane, People>();
const tried = { one: 0, all: 0 };

before(async () => {
  lanes = await Lanes.start(LANES);
  await Promise.all(lanes.all.map(async (lane) => {
    const [current, savings, card, all] = await Promise.all([[CURRENT, ...GOOD], [SAVINGS, ...GOOD], [CARD, ...GOOD], [CURRENT, SAVINGS, CARD]].map((banks) => household(lane, banks)));
    people.set(lane, { current: current!, savings: savings!, card: card!, all: all! });
  }));
});
after(async () => {
  console.log(`the matrix of data: ${DATA.length} faults, ${tried.one} cases of one bank of three failing, ${tried.all} of all three`);
  await lanes?.close();
});

/** One question that fails at one bank, asked of the person by every address that asks it. */
async function oneOfThree({ person, connections }: Household, provider: string, question: Question, row: Row): Promise<void> {
  const { name, codes, absent } = row;
  const resource = provider === CARD && question === LISTS ? 'cards' : question.resource;
  await withEach(row, question.askedBy, async (address) => {
    const answer = await answered(`${address}: ${provider} ${resource} ${name}`, () => person.ask(address));
    tried.one += 1;
    assert.equal(answer.status, 200, answer.name);
    assert.ok(records(answer.body) > 0, `${answer.name}: nothing of the other banks`);
    // A bank may be without any thing but accounts and cards both.
    if (absent && question !== LISTS) return assert.deepEqual(answer.body.errors, [], answer.name);
    assertErrors(answer, codes, [connections[provider]!]);
    for (const entry of answer.body.errors) assert.equal(entry.resource, WHOLE.includes(entry.code) ? undefined : resource, answer.name);
  });
}

function rule(kind: 'accounts' | 'cards', { below }: Question, { fault }: Row, provider_id?: string): Fault {
  return { path: `/${kind}${below}`, ...fault, ...(provider_id && { provider_id }) };
}

/** Some questions that fail at all three banks. */
async function allThree({ person, connections }: Household, failing: Question[], row: Row): Promise<void> {
  const { name, fault, codes, absent, rests } = row;
  const met = new Set(failing.flatMap(({ askedBy }) => askedBy));
  const lists = failing.includes(LISTS);
  const [first] = failing;
  const affected = Object.entries(connections).filter(([provider]) => first!.cards || provider !== CARD).map(([, id]) => id);
  await withEach(row, met, async (address) => {
    const answer = await answered(`${address}: all ${lists ? 'lists' : first!.resource} of ${failing.length} ${name}`, () => person.ask(address));
    tried.all += 1;
    // What an address is there for: without that of any bank there is no answer. Accounts are known from before, so their lists
    // alone are not needed. A large feed has begun before it breaks off.
    const broken = failing === QUESTIONS || (first!.resource === 'transactions' && !absent);
    const needed = broken && !(address === '/api/feed' && fault.fault === 'endless');
    // Of a bank that has had enough, the address that asks next gets nothing at all.
    if (needed || (rests && answer.status !== 200)) assertProblem(answer);
    else assert.equal(answer.status, 200, answer.name);
    if (absent && !lists) return assert.deepEqual(answer.body.errors, [], answer.name);
    assertErrors(answer, codes, affected);
    if (answer.status === 200 && address !== '/api/transactions') assert.ok(records(answer.body) > 0, answer.name);
  });
}

/** Connects the banks anew until all of them answer: what an earlier request has found out may still be on its way. */
async function reconnected(person: Person, providers: string[]): Promise<void> {
  await until('the banks to answer again', 20_000, async () => {
    for (const provider of providers) await person.connect(provider);
    return (await person.json('/api/bank-accounts')).errors.length === 0 || undefined;
  });
}

/** As soon as the fault is over, everything is there again: none of all that cost anybody a connection. */
async function assertRecovered(lane: Lane, { rests }: Row): Promise<void> {
  await lane.bank.faults([]);
  await Promise.all(Object.values(people.get(lane)!).map(async ({ person, connections }) => {
    if (rests) await reconnected(person, Object.keys(connections));
    const feed = await person.json('/api/feed');
    assert.deepEqual(feed.errors, []);
    assert.ok(feed.accounts.length >= 3);
    const status = await person.json('/auth/open-banking/status');
    assert.deepEqual(status.connections.map(({ state }: any) => state), ['active', 'active', 'active']);
  }));
}

async function oneBankOfThree(lane: Lane, row: Row): Promise<void> {
  const { current, savings, card } = people.get(lane)!;
  // Questions of three banks fail at the same time, each for another person.
  for (let turn = 0; turn < OF_CARDS.length; turn += 1) {
    const all: [Household, string, Question | undefined][] = [[current, CURRENT, QUESTIONS[2 * turn]], [savings, SAVINGS, QUESTIONS[2 * turn + 1]], [card, CARD, OF_CARDS[turn]]];
    const met = all.filter((one): one is [Household, string, Question] => one[2] !== undefined);
    await lane.bank.faults(met.map(([, provider, question]) => rule(provider === CARD ? 'cards' : 'accounts', question, row, provider)));
    await withEach(row, met, ([who, provider, question]) => oneOfThree(who, provider, question, row));
    if (row.rests) await assertRecovered(lane, row);
  }
  await assertRecovered(lane, row);
}

async function allThreeBanks(lane: Lane, row: Row): Promise<void> {
  for (const failing of [...QUESTIONS.map((question) => [question]), QUESTIONS]) {
    await lane.bank.faults(failing.flatMap((question) => [rule('accounts', question, row), rule('cards', question, row)]));
    await allThree(people.get(lane)!.all, failing, row);
    if (row.rests) await assertRecovered(lane, row);
  }
  await assertRecovered(lane, row);
}

test('every question, every fault', { concurrency: LANES }, async (t) => {
  const tests = DATA.filter(({ heavy }) => !heavy).flatMap((row) => [
    t.test(`${row.name}: one bank of three`, () => lanes.alone((lane) => oneBankOfThree(lane, row))),
    t.test(`${row.name}: all three banks`, () => lanes.alone((lane) => allThreeBanks(lane, row))),
  ]);
  await Promise.all(tests);
});

for (const row of DATA.filter(({ heavy }) => heavy)) {
  test(`${row.name}: one bank of three`, () => lanes.alone((lane) => oneBankOfThree(lane, row)));
  test(`${row.name}: all three banks`, () => lanes.alone((lane) => allThreeBanks(lane, row)));
}

test('no token, code or secret is in the log of all that, and every call had a correlation id', async () => {
  for (const lane of lanes.all) {
    await assertNoSecrets(lane);
    const calls = await lane.bank.calls();
    assert.ok(calls.length > 100 && calls.every((call) => call.has_correlation_id), 'a call without a correlation id');
  }
});
