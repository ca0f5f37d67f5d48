// A Worker to which it is another day: modules to put before the built one, which is left as it is. workerd has no such switch.

interface Module {
  type: 'ESModule';
  path: string;
  contents: string;
}

/** JavaScript that puts the clock of whatever runs it ahead by so many milliseconds, or behind. */
export function clockAhead(ahead: number): string {
  return `
    const Today = Date;
    globalThis.Date = class Date extends Today {
      constructor(...parts) {
        if (parts.length === 0) super(Today.now() + ${ahead});
        else super(...parts);
      }
      static now() {
        return Today.now() + ${ahead};
      }
    };`;
}

/** The modules, the main one first, for a Worker in `folder` whose clock is `ahead` milliseconds ahead, or behind. */
export function onAnotherDay(folder: string, ahead: number): Module[] {
  // Alarms are workerd's own, which knows the true time: they are set for when it is that time to the Worker.
  const entry = `
    import './clock.js';
    import worker, { Tenant as Built } from './index.js';
    export default worker;
    export const Tenant = new Proxy(Built, {
      construct(built, parts) {
        const { storage } = parts[0];
        const setAlarm = storage.setAlarm;
        storage.setAlarm = (at, options) => setAlarm.call(storage, Number(at) - ${ahead}, options);
        return Reflect.construct(built, parts);
      },
    });`;
  return [
    { type: 'ESModule', path: `${folder}/entry.js`, contents: entry },
    { type: 'ESModule', path: `${folder}/clock.js`, contents: clockAhead(ahead) },
  ];
}
