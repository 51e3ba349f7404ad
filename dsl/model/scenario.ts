/** Scenarios: a short story with expectations, run by `perennial test`. */
import type { Dec, Id, LocalDate, Src, Value } from './values.js';

export type GivenAnswer = { value: Value | 'missing'; marks?: { mark: Dec; weight: Dec | null }[] };
export type Given =
  /** `overall`: the result the person is taken to have. */
  | {
      given: 'person';
      person: string;
      facts: { field: Id; value: Value | { person: string } }[];
      overall?: string;
      src: Src;
    }
  | { given: 'answer'; part: Id; person: string; stage: Id | null; answer: GivenAnswer; src: Src }
  | {
      given: 'people';
      count: number;
      facts: { field: Id; value: Value | { person: string } }[];
      overall: string | null;
      src: Src;
    }
  | { given: 'previous'; person: string; level: string; src: Src };
export type Deed =
  | {
      deed: 'submits' | 'saves' | 'declines' | 'confirms' | 'skips';
      by: string;
      stage: Id;
      of: string | null;
    }
  | { deed: 'approves' | 'refuses' | 'releases'; by: string; stage: Id; of: string }
  | { deed: 'acknowledges'; by: string; stage: Id }
  | { deed: 'choosesPeers'; by: string; peers: string[]; stage: Id }
  | { deed: 'rates'; by: string; of: string; as: Value; stage: Id }
  | { deed: 'awards'; by: string; to: string; reward: Id; amount: Value }
  | { deed: 'close'; stage: Id; of: string }
  | { deed: 'fieldBecomes'; field: Id; of: string; value: Value | { person: string } }
  | { deed: 'leaves'; person: string };
export type Expected =
  | {
      is: 'state';
      state:
        'open' | 'overdue' | 'skipped' | 'closed' | 'missing' | 'locked' | 'waiting' | 'provisional' | 'none';
    }
  | { is: 'with'; person: string }
  | { is: 'due'; on: LocalDate }
  | { is: 'opened'; times: number }
  | { is: 'score'; score: Value; to: Value | null; level: string | null }
  | { is: 'level'; level: string };
export type Expectation =
  | { about: 'rating' | 'part' | 'stage' | 'reward'; id: Id; of: string; expected: Expected }
  | { about: 'guide'; stage: Id; kept: boolean }
  | { about: 'alarm'; stage: Id; on: boolean }
  | { about: 'reminded'; person: string; times: number; stage: Id | null }
  | { about: 'included'; person: string; included: boolean }
  | { about: 'can'; person: string; can: boolean; verb: 'see' | 'submit' | 'approve'; what: Id; of: string };
export type ScenarioStep =
  | { step: 'do'; on: LocalDate; do: Deed; src: Src }
  | { step: 'expect'; on: LocalDate | null; expect: Expectation; src: Src };
export type Scenario = { id: Id; name: string; cycle: Id; givens: Given[]; steps: ScenarioStep[]; src: Src };
