/** Applies an outcome to a case file, so that several events can follow each other before anything is written. */
import type { Apply } from './contract.js';

/** The case file after an outcome. Pure; shares what did not change. */
export const apply: Apply = (file, outcome, _taskId) => ({
  ...file,
  snapshot: outcome.snapshot,
  status: outcome.status,
  stages: outcome.stages,
  version: file.version + 1,
  lastAt: outcome.at,
});
