/** What the in-memory keeper tells of a run: final states and figures. */
import type { Figures, FinalState } from '../contract.js';
import { grouped } from '../../cycle/order.js';
import { budgetLines } from '../budget-lines.js';
import { numberOf, type Case, type Store } from './store.js';

/** The final state of every participant, ordered by employee number. */
export function finalStates(store: Store): FinalState[] {
  const settled = settlementsOf(store);
  return store.cases.map((of) => finalState(store, of, settled.get(of.participant) ?? []));
}

function finalState(store: Store, of: Case, settlements: FinalState['settlements']): FinalState {
  const { file } = of;
  return {
    number: of.participant,
    status: file.status,
    outcome: of.outcome,
    stages: file.stages,
    ratings: file.ratings.map(({ rating, source, score, level, outside, at, by }) => ({
      rating,
      source,
      score,
      level,
      outside,
      at,
      by: numberOf(store, by),
    })),
    awards: file.awards.map(({ reward, amount, currency }) => ({ reward, amount, currency })),
    settlements,
    history: of.history,
  };
}

function settlementsOf(store: Store): Map<string, FinalState['settlements'][number][]> {
  const all = [...store.settled.values()].flatMap(({ reward, awards }) =>
    awards.map(({ number, amount, currency }) => ({ number, line: { reward, amount, currency } })),
  );
  const byNumber = grouped(all, ({ number }) => number);
  return new Map([...byNumber].map(([number, list]) => [number, list.map(({ line }) => line)]));
}

/** Figures of the run so far. Mails that wait for an instant after now are not counted. */
export function figuresOf(store: Store): Figures {
  const { mailbox } = store;
  return {
    participants: store.cases.length,
    closed: store.cases.filter((of) => of.file.status === 'closed').length,
    incidents: store.incidents.length,
    transitions: store.transitions,
    mails: mailbox.mails,
    mailsPerDay: mailbox.perDay,
    mailsPerPerson: mailbox.perPerson,
    escalations: store.escalations,
    late: store.late,
    budgets: [...store.settled.values()].flatMap(budgetLines),
  };
}
