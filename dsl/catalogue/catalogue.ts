/** All messages of the language by code. A code never changes its meaning and is never used again. */
import { advice } from './advice.js';
import type { Entry } from './entry.js';
import { exceptions } from './exceptions.js';
import { guides } from './guides.js';
import { lines } from './lines.js';
import { names } from './names.js';
import { people } from './people.js';
import { ratings } from './ratings.js';
import { reading } from './reading.js';
import { rewards } from './rewards.js';
import { scenarios } from './scenarios.js';
import { seeing } from './seeing.js';
import { time } from './time.js';

export const catalogue = {
  ...reading,
  ...lines,
  ...names,
  ...ratings,
  ...people,
  ...exceptions,
  ...time,
  ...seeing,
  ...guides,
  ...rewards,
  ...scenarios,
  ...advice,
} as const;

export type Code = keyof typeof catalogue;

/** The entry of a code, with its exact type widened. */
export const entryOf = (code: Code): Entry => catalogue[code];
