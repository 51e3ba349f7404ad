/** Applies an outcome to a case file, so that several events can follow each other before anything is written. */
import type { Apply, CaseFile, Change, OpenTask, TaskData } from './contract.js';
import { withPeer, withPlan, withSubmission } from './case/handed-in.js';

type TaskId = (task: TaskData) => string;

/** The case file after an outcome. Pure; shares what did not change. Keepers of rows must end up with the same. */
export const apply: Apply = (file, outcome, taskId) => {
  const { snapshot, status, stages, at } = outcome;
  const moved: CaseFile = { ...file, snapshot, status, stages, version: file.version + 1, lastAt: at };
  return outcome.changes.reduce((so, change) => applyOne(so, change, taskId), moved);
};

function applyOne(file: CaseFile, change: Change, taskId: TaskId): CaseFile {
  switch (change.do) {
    case 'task.open': {
      const task: OpenTask = { ...change.task, id: taskId(change.task) };
      return { ...file, tasks: [...file.tasks, task] };
    }
    case 'task.close':
      return { ...file, tasks: file.tasks.filter(({ id }) => id !== change.id) };
    case 'submission.store':
      return { ...file, submissions: withSubmission(file.submissions, change.submission) };
    case 'plan.store':
      return { ...file, plans: withPlan(file.plans, change.plan) };
    case 'peers.store':
      return { ...file, peers: withPeer(file.peers, change.peer) };
    case 'rating.append':
      return { ...file, ratings: [...file.ratings, change.entry] };
    case 'release':
      return { ...file, released: [...file.released, change.release] };
    case 'award.append':
      return { ...file, awards: [...file.awards, change.award] };
    default:
      return file;
  }
}
