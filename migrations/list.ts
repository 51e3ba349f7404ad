/** Every migration in the order in which it runs. Names are stored in databases: never rename one, never change one that was released. */
import { First } from './first.js';
import { Holidays } from './holidays.js';
import { MovingClock } from './moving-clock.js';
import { PlainState } from './plain-state.js';
import { Storage } from './storage.js';

export const migrations = [
  { name: '0001-first', class: First },
  { name: '0002-holidays', class: Holidays },
  { name: '0003-moving-clock', class: MovingClock },
  { name: '0004-storage', class: Storage },
  { name: '0005-plain-state', class: PlainState },
];
