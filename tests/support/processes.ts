// Starting programs for a test and ending all of them, whatever happens to the test.

import { spawn, type ChildProcess } from 'node:child_process';

const running = new Set<ChildProcess>();

/** Starts a program in a process group of its own, so that what it starts ends with it. */
export function start(program: string, args: string[], env: Record<string, string> = {}, cwd?: string): ChildProcess {
  const child = spawn(program, args, { detached: true, stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...env }, cwd });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Ends the program and everything it started, and waits until it is gone. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  kill(child, 'SIGTERM');
  const patience = setTimeout(() => kill(child, 'SIGKILL'), 5000);
  await gone;
  clearTimeout(patience);
}

/** Ends a program and all that it has started without letting any of them do anything more. */
export async function endAtOnce(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  kill(child, 'SIGKILL');
  await gone;
}

function kill(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    // The group, not only its leader.
    process.kill(-child.pid!, signal);
  } catch {
    // It is gone already.
  }
}

process.once('exit', () => {
  for (const child of running) kill(child, 'SIGKILL');
});

/** Waits until `done` gives something, asking again soon; gives up with `what` when time is over. */
export async function until<T>(what: string, milliseconds: number, done: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + milliseconds;
  while (Date.now() < deadline) {
    const answer = await done();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${what}: not within ${milliseconds} ms`);
}
