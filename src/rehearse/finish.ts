/** How a run ends: its figures as one object, the report file, and the words on the terminal. */
import { writeFileSync } from 'node:fs';
import {
  digestOf,
  reportData,
  reportHtml,
  type Definition,
  type DriveEnd,
  type Keeper,
  type Person,
  type ReportData,
} from '../../workflows/index.js';

/** The last line of `--json`. `seconds` of this process, with two decimals. */
export type RunResult = {
  end: DriveEnd['end'];
  participants: number;
  closed: number;
  incidents: number;
  transitions: number;
  mails: number;
  seconds: number;
  digest: string;
  seed: number;
  /** The instant at which the clock stands, ISO 8601 in UTC. */
  until: string;
  /** What scripted people tried and the rules did not allow. */
  refused: number;
};
export type Finished = {
  keeper: Keeper;
  definition: Definition;
  people: readonly Person[];
  end: DriveEnd;
  kept: ReportData['ran']['kept'];
  seed: number;
  /** `performance.now()` at the start. */
  began: number;
};

/** Gathers figures and digest, and writes the report when a path is given. */
export async function finish(run: Finished, report: string | null): Promise<RunResult> {
  const { keeper, end, seed, kept, definition, people } = run;
  const [states, figures] = [await keeper.outcome(), await keeper.figures()];
  const digest = digestOf(states);
  const seconds = Math.round((performance.now() - run.began) / 10) / 100;
  if (report !== null) {
    const ran = { kept, seed, seconds, digest, until: end.at };
    const { refusals } = end;
    writeFileSync(report, reportHtml(reportData({ definition, people, states, figures, refusals, ran })));
  }
  const { participants, closed, incidents, transitions, mails } = figures;
  return {
    end: end.end,
    participants,
    closed,
    incidents,
    transitions,
    mails,
    seconds,
    digest,
    seed,
    until: new Date(end.at).toISOString(),
    refused: end.refused,
  };
}

/** True when everybody is closed without an incident, or the run stopped where it was told to. */
export function wentWell({ incidents, end, closed, participants }: RunResult): boolean {
  return incidents === 0 && (end === 'until' || (end === 'finished' && closed === participants));
}

/** The result in a few lines for people. */
export function summary(result: RunResult): string {
  const end = {
    finished: 'Everybody is through.',
    until: `Stopped at the end of ${result.until.slice(0, 10)}.`,
    stuck: 'Nothing will ever happen again, and people are still running.',
  }[result.end];
  return [
    end,
    `  people     ${result.participants}, of whom ${result.closed} closed`,
    `  incidents  ${result.incidents}`,
    `  events     ${result.transitions}, refused ${result.refused}`,
    `  mails      ${result.mails}`,
    `  seconds    ${result.seconds}`,
    `  digest     ${result.digest}`,
  ].join('\n');
}
