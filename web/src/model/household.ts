// All that the page knows, and everything it can be asked to do. No DOM: components draw `state` and call these functions.

import type { BudgetSettings, Category } from 'openpurse';
import type { Core } from '../core/client.ts';
import type { Feed } from '../core/protocol.ts';
import type { Connection, StoredSettings } from '../edge/api.ts';
import { EdgeFailure, type Failure } from '../edge/http.ts';
import { withoutServer, type Edge } from '../edge/nowhere.ts';
import { NO_DRAFTS, type DraftStore } from '../store/drafts.ts';
import { FORGETFUL, type LearnedStore } from '../store/learned.ts';
import { NO_SESSION, type SessionStore } from '../store/session.ts';
import { Corrections, type Learned } from './corrections.ts';
import { feedStart, todayIn } from './dates.ts';
import { failureOf } from './failure.ts';
import { BankFiles } from './files.ts';
import { Leaving } from './leaving.ts';
import { Rows } from './rows.ts';
import type { RuleDraft } from './rule-draft.ts';
import { SettingsChanges } from './settings.ts';
import type { Household, Patch, Reading } from './state.ts';

/** What this browser and this tab keep. */
export interface Stores {
  learned: LearnedStore;
  session: SessionStore;
  drafts: DraftStore<RuleDraft>;
}

export class HouseholdModel {
  state: Household;
  readonly corrections: Corrections;
  readonly files: BankFiles;
  readonly settings: SettingsChanges;
  readonly rows: Rows;
  readonly leaving: Leaving;
  readonly drafts: DraftStore<RuleDraft>;
  /** Without a connection, one that asks no server. */
  #edge: Edge;
  readonly #server: Edge;
  readonly #startCore: () => Core;
  readonly #changed: (state: Household) => void;
  readonly #goTo: (address: string) => void;
  readonly #session: SessionStore;
  #core: Core | undefined;
  /** The period on the screen; undefined: the current one. */
  #period: string | undefined;
  /** Counts how often everything was forgotten. */
  #visit = 0;
  /** What was learned is in place: no view is drawn before. */
  #taught: Promise<void> = Promise.resolve();

  constructor(edge: Edge, startCore: () => Core, changed: (state: Household) => void, goTo: (address: string) => void, stores: Partial<Stores> = {}) {
    const { learned = FORGETFUL, session = NO_SESSION, drafts = NO_DRAFTS } = stores;
    this.#edge = this.#server = edge;
    this.#startCore = startCore;
    this.#changed = changed;
    this.#goTo = goTo;
    this.#session = session;
    // Figures of files alone are nobody's session.
    session.onEnd(() => void (this.#edge === this.#server && this.#ended()));
    session.onForget((connectionId) => void this.#forgetElsewhere(connectionId));
    this.state = { screen: 'starting', connections: [], readings: {}, today: todayIn(zoneOf()) };
    const host = {
      core: () => this.#coreOf(),
      open: () => this.state.screen === 'budget',
      here: () => {
        const visit = this.#visit;
        return () => visit === this.#visit;
      },
      redraw: async () => {
        if (this.state.screen === 'budget') await this.show(this.#period);
      },
      learned: (change: (before: Learned) => Learned) => this.#set({ learned: change(this.state.learned ?? {}) }),
    };
    this.corrections = new Corrections(host, learned);
    this.files = new BankFiles(host);
    this.drafts = drafts;
    this.settings = new SettingsChanges({
      core: host.core,
      stored: () => this.state.settings,
      save: (settings) => this.#edge.saveSettings(settings),
      use: (settings) => this.#useSettings(settings),
      readAgain: () => this.#readSettings(),
      sessionEnded: (error) => this.#sessionEnded(error),
    });
    this.rows = new Rows(host);
    this.leaving = new Leaving({
      edge: () => this.#edge,
      forget: async (connectionId) => {
        this.#session.forget(connectionId);
        await this.#forget(connectionId);
      },
      stay: (connections, remark) => this.#stay(connections, remark),
      gone: (remark) => this.#gone(remark),
      eraseLearned: () => this.corrections.erase(),
      sessionEnded: (error) => this.#sessionEnded(error),
    });
  }

  /** Asks who is here, then shows what this tab kept of their banks and reads the others. */
  async start(): Promise<void> {
    // Figures of files alone are nobody's: there is nobody to ask about.
    if (this.#edge !== this.#server && this.state.screen === 'budget') return;
    this.#set({ failure: undefined, ...(this.state.screen !== 'budget' && { screen: 'starting' }) });
    if (!(await this.#identify())) return;
    const { connections, readings, settings, unreached } = this.state;
    this.#taught = this.corrections.load();
    const missing = connections.filter(({ id }) => readings[id]?.last === undefined);
    await Promise.all([
      this.#readSettings(unreached ? settings : undefined),
      ...missing.map(({ id }) => this.#restoreOrRead(id)),
    ]);
  }

  /** Reads every bank again; what is on the screen stays until the new answer is there. */
  async refresh(): Promise<void> {
    if (this.state.unreached && !(await this.#identify())) return;
    // The page may have been open since yesterday.
    this.#set({ today: todayIn(zoneOf(this.state.settings?.value)) });
    await Promise.all(this.state.connections.map(({ id }) => this.read(id)));
  }

  /** Reads one bank. */
  async read(connectionId: string): Promise<void> {
    const here = this.#stillHere(connectionId);
    this.#setReading(connectionId, { state: 'reading', failure: undefined });
    try {
      const bytes = await this.#edge.readFeed(connectionId, feedStart(this.state.today));
      await this.#taught;
      if (!here()) return;
      const last = await this.#coreOf().put(connectionId, bytes);
      if (!here()) return;
      await this.#draw();
      this.#setReading(connectionId, { state: 'read', last });
      await this.#keep(connectionId, last);
    } catch (error) {
      if (!here() || this.#sessionEnded(error)) return;
      this.#setReading(connectionId, { state: 'failed', failure: failureOf(error) });
    }
  }

  async show(period: string | undefined): Promise<void> {
    this.#period = period;
    try {
      await this.#draw();
      this.#set({ failure: undefined });
    } catch (error) {
      this.#set({ failure: failureOf(error) });
    }
  }

  /** Saves a cap from the period on the screen on, or without an amount removes it. @returns why it could not be saved. */
  saveCap(category: Category, amount: number | undefined): Promise<string | undefined> {
    return this.settings.saveCap(category, amount, { from: this.state.view?.report.period.from });
  }

  /** Figures of files alone, without a bank: asks no server, and keeps settings in this page only. */
  async lookAtFiles(): Promise<void> {
    this.#edge = withoutServer(this.#server, this.state.environment);
    this.#set({ connections: [], readings: {}, remark: undefined, failure: undefined });
    await this.corrections.load();
    await this.#readSettings();
    await this.show(undefined);
    this.#set({ screen: 'budget' });
  }

  /** Lets go of the files, and asks again who is here. */
  async leaveFiles(): Promise<void> {
    this.#forgetAll();
    await this.start();
  }

  /** Renews the permission to read a bank: at once, or by leaving this page for the bank's. */
  async renew(connectionId: string): Promise<void> {
    try {
      const address = await this.#edge.renew(connectionId);
      if (address !== undefined) return this.#goTo(address);
      const { connections } = await this.#edge.readStatus();
      this.#setConnections(connections);
      this.#set({ failure: undefined });
      await this.read(connectionId);
    } catch (error) {
      if (!this.#sessionEnded(error)) this.#set({ failure: failureOf(error) });
    }
  }

  /** Whether the server may open the record on its own; with `choice`, from now on. @returns or why that is not known. */
  async unattended(choice?: boolean): Promise<boolean | Failure> {
    const visit = this.#visit;
    try {
      const unattended = await (choice === undefined ? this.#edge.readUnattended() : this.#edge.saveUnattended(choice));
      // The person may have left meanwhile.
      if (visit === this.#visit) this.#set({ unattended });
      return unattended;
    } catch (error) {
      this.#sessionEnded(error);
      return failureOf(error);
    }
  }

  /** Asks who is here. Where the site cannot be reached, this tab may know. @returns whether there are banks to show. */
  async #identify(): Promise<boolean> {
    try {
      const { authenticated, environment, connections } = await this.#edge.readStatus();
      const known = this.state.connections;
      // Somebody else has signed in here meanwhile.
      if (known.length > 0 && !known.some(({ id }) => connections.some((one) => one.id === id))) this.#forgetAll();
      const fewer = this.#setConnections(connections);
      this.#set({ environment, unreached: false });
      if (authenticated && connections.length > 0) {
        this.#set({ screen: 'budget' });
        this.#keepHousehold();
        if (fewer && this.state.view !== undefined) await this.#draw();
        return true;
      }
      this.#session.erase();
      this.#forgetAll();
      await this.corrections.lookForWaiting();
      return false;
    } catch (error) {
      if (this.state.view !== undefined) return true;
      const failure = failureOf(error);
      const kept = failure.code === 'offline' ? this.#session.household() : undefined;
      const shown = kept?.connections.some(({ id }) => this.#session.feed(id) !== undefined) ?? false;
      this.#set(shown ? { ...kept, unreached: true, screen: 'budget' } : { screen: 'failed', failure });
      return shown;
    }
  }

  /** Shows what this tab kept of a bank. Where that is nothing, or nothing that can be read, asks the bank. */
  async #restoreOrRead(connectionId: string): Promise<void> {
    const packed = this.#session.feed(connectionId);
    if (packed === undefined) return this.read(connectionId);
    const here = this.#stillHere(connectionId);
    this.#setReading(connectionId, { state: 'reading' });
    try {
      await this.#taught;
      if (!here()) return;
      const last = await this.#coreOf().putPacked(connectionId, packed);
      if (!here()) return;
      await this.#draw();
      this.#setReading(connectionId, { state: 'read', last });
    } catch {
      if (!here()) return;
      this.#session.dropFeed(connectionId);
      await this.read(connectionId);
    }
  }

  /** For a reload of this tab. What did not come whole is better asked for again. */
  async #keep(connectionId: string, { errors }: Feed): Promise<void> {
    const packed = errors.length > 0 ? undefined : await this.#coreOf().packed(connectionId).catch(() => undefined);
    if (packed === undefined) this.#session.dropFeed(connectionId);
    else if (this.#isConnected(connectionId)) this.#session.keepFeed(connectionId, packed);
  }

  #keepHousehold(): void {
    const { environment, connections, settings, unreached } = this.state;
    // What was kept and not confirmed becomes no younger.
    if (environment === undefined || connections.length === 0 || unreached) return;
    this.#session.keepHousehold({ environment, connections, ...(settings && { settings }) });
  }

  /** `kept`: those of before, where they cannot be read. */
  async #readSettings(kept?: StoredSettings): Promise<void> {
    try {
      await this.#useSettings(kept ?? (await this.#edge.readSettings()));
    } catch (error) {
      if (!this.#sessionEnded(error)) this.#set({ settingsFailure: failureOf(error) });
    }
  }

  async #useSettings(settings: StoredSettings): Promise<void> {
    await this.#coreOf().applySettings(settings.value);
    // A label of another kind of period names nothing any more.
    if (JSON.stringify(settings.value.period) !== JSON.stringify(this.state.settings?.value.period)) this.#period = undefined;
    this.#set({ settings, settingsFailure: undefined, today: todayIn(zoneOf(settings.value)) });
    this.#keepHousehold();
    if (this.state.view !== undefined) await this.#draw();
  }

  async #draw(): Promise<void> {
    const visit = this.#visit;
    const view = await this.#coreOf().view(this.#period);
    // The person may have left while it was made.
    if (visit === this.#visit) this.#set({ view });
  }

  /** A session that ended elsewhere: nothing of it may stay on the screen. */
  #sessionEnded(error: unknown): boolean {
    if (!(error instanceof EdgeFailure) || error.failure.code !== 'not_connected') return false;
    // Of files alone there is no session to end; that of before was answered late.
    if (this.#edge === this.#server) {
      this.#session.end();
      this.#ended();
    }
    return true;
  }

  /** Nothing of that bank stays, whoever is connected still. Of the last one, that is found out first. */
  async #forget(connectionId: string): Promise<void> {
    const others = this.state.connections.filter(({ id }) => id !== connectionId);
    if (others.length === 0 || !this.#setConnections(others)) return;
    this.#keepHousehold();
    if (this.state.view !== undefined) await this.show(this.#period);
  }

  /** Another tab disconnected a bank. Who knows of no other one asks whether there is. */
  async #forgetElsewhere(connectionId: string): Promise<void> {
    await this.#forget(connectionId);
    if (this.#isConnected(connectionId)) await this.start();
  }

  /** One bank less. */
  async #stay(connections: Connection[], remark: string | undefined): Promise<void> {
    this.#setConnections(connections);
    this.#set({ remark });
    this.#keepHousehold();
    await this.#draw();
  }

  /** The last bank, or the session, is no more. */
  #gone(remark: string | undefined): void {
    if (this.#edge === this.#server) this.#session.end();
    this.#forgetAll();
    this.#set({ remark });
  }

  #ended(): void {
    this.#forgetAll();
    void this.corrections.lookForWaiting();
  }

  #forgetAll(): void {
    // Another tab may be connected, and have a draft.
    if (this.#edge === this.#server) void this.drafts.erase();
    this.#edge = this.#server;
    this.#visit += 1;
    const { environment, today } = this.state;
    void this.#core?.forgetAll().catch(() => {});
    this.#period = undefined;
    this.state = { screen: 'welcome', connections: [], readings: {}, today, ...(environment && { environment }) };
    this.#changed(this.state);
  }

  /** Of a bank that is not connected any more nothing stays. @returns whether there was one. */
  #setConnections(connections: Connection[]): boolean {
    const has = (id: string) => connections.some((one) => one.id === id);
    const gone = this.state.connections.filter(({ id }) => !has(id));
    for (const { id } of gone) {
      this.#session.dropFeed(id);
      void this.#core?.forget(id).catch(() => {});
    }
    const readings = Object.fromEntries(Object.entries(this.state.readings).filter(([id]) => has(id)));
    this.#set({ connections, readings });
    return gone.length > 0;
  }

  /** An answer may come after the person has left, or for a bank that was disconnected meanwhile. */
  #stillHere(connectionId: string): () => boolean {
    const visit = this.#visit;
    return () => visit === this.#visit && this.#isConnected(connectionId);
  }

  #isConnected(connectionId: string): boolean {
    return this.state.connections.some(({ id }) => id === connectionId);
  }

  /** Started when first needed: who is not connected needs no core. */
  #coreOf(): Core {
    this.#core ??= this.#startCore();
    return this.#core;
  }

  #setReading(connectionId: string, reading: Patch<Reading>): void {
    if (!this.#isConnected(connectionId)) return;
    const merged = { ...this.state.readings[connectionId], ...reading } as Reading;
    this.#set({ readings: { ...this.state.readings, [connectionId]: merged } });
  }

  #set(patch: Patch<Household>): void {
    this.state = { ...this.state, ...patch } as Household;
    this.#changed(this.state);
  }
}

function zoneOf(settings?: BudgetSettings): string {
  return settings?.timezone ?? 'Europe/London';
}
