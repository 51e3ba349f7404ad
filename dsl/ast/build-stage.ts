/** Lines of a stage, its approvals and its guide. */
import type { CstNode } from 'chevrotain';
import { has, maybeNode, maybeToken, node, nodes, token, tokens, which } from './cst.js';
import type { Context } from './cst.js';
import { roleChange } from './build-cycle.js';
import { condsIn } from './build-condition.js';
import type { Builder } from './build-shared.js';
import {
  decimal,
  duration,
  durationIn,
  maybeDuration,
  maybeName,
  maybeRole,
  maybeWhole,
  momentIn,
  name,
  namesOf,
  rated,
  ratedIn,
  role,
  roleIn,
  rolesIn,
  whole,
  wholeIn,
} from './build-values.js';
import type { LineBody, OpensNode, RoleNode, StageLine } from './nodes.js';

export const stageLines: Record<string, Builder> = {
  opensLine: (ctx, line) => opens(ctx, line),
  notBeforeLine: (ctx, line) =>
    has(line, 'submitted') ? { kind: 'notSubmittedBefore', moment: momentIn(ctx, line) } : null,
  dueLine: (ctx, line) => ({ kind: 'due', moment: momentIn(ctx, line) }),
  graceLine: (ctx, line) => ({ kind: 'grace', duration: durationIn(ctx, line) }),
  onlyLine: (ctx, line) => only(ctx, line),
  skipLine: () => ({ kind: 'skip' }),
  doneLine: (ctx, line) => done(ctx, line),
  plansLine: (ctx, line) => ({ kind: 'plans', names: list(ctx, line, 'andNames') }),
  checksLine: (ctx, line) => ({ kind: 'checks', names: list(ctx, line, 'andNames') }),
  fillsLine: (ctx, line) => ({ kind: 'fillsIn', names: list(ctx, line, 'names') }),
  awardsLine: (ctx, line) => ({ kind: 'awards', names: list(ctx, line, 'names') }),
  choosesLine: (ctx, line) => ({
    kind: which(line, 'chooses', 'recommends', 'decides'),
    what: ratedIn(ctx, line),
  }),
  calibratesLine: (ctx, line) => ({
    kind: 'calibrates',
    what: ratedIn(ctx, line),
    by: nodes(line, 'role').map((one) => role(ctx, one)),
  }),
  releasesLine: (ctx, line) => ({
    kind: 'releases',
    what: nodes(line, 'ratedThing').map((one) => rated(ctx, one)),
    to: rolesIn(ctx, line),
  }),
  meetingLine: (ctx, line) => ({ kind: 'meets', minutes: maybeWhole(ctx, line) }),
  carryLine: () => ({ kind: 'carryOver' }),
  confirmsLine: (ctx, line) => ({ kind: 'confirms', what: name(ctx, line) }),
  needsLine: (ctx, line) => {
    const when = has(line, 'when') ? condsIn(ctx, line) : [];
    return when && { kind: 'needs', part: name(ctx, line), when };
  },
  seesLine: (ctx, line) => ({ kind: 'sees', stages: list(ctx, line, 'names') }),
  anonymousLine: (ctx, line) => ({ kind: 'anonymous', from: wholeIn(ctx, line) }),
  remindLine: (ctx, line) => ({ kind: 'remind', reminders: reminders(ctx, line) }),
  whenStageLine: (ctx, line) => whenStage(ctx, line),
  acknowledgedLine: (ctx, line) => ({
    kind: 'acknowledged',
    by: roleIn(ctx, line),
    within: durationIn(ctx, line),
    recordedAs: maybeName(ctx, line),
    overriddenBy: has(line, 'overridden') ? roleIn(ctx, line, 1) : null,
  }),
  noLine: (_ctx, line) => ({ kind: 'no', what: which(line, 'guide', 'reminders', 'approval', 'alarm') }),
  alarmLine: (ctx, line) => ({
    kind: 'alarm',
    levels: list(ctx, line, 'andNames'),
    above: decimal(token(line, 'Percent')),
    groupsOf: maybeWhole(ctx, line),
  }),
  tiesLine: (ctx, line) => ({ kind: 'ties', role: roleIn(ctx, line) }),
  extendLine: (_ctx, line) => (has(line, 'delegated') ? { kind: 'notDelegated' } : null),
  approverLine: (ctx, line) => approver(ctx, line),
  guideLine: (ctx, line) => ({
    kind: 'guideShare',
    levels: list(ctx, line, 'andNames'),
    limit: has(line, 'most') ? 'atMost' : has(line, 'least') ? 'atLeast' : 'target',
    percent: decimal(token(line, 'Percent')),
  }),
  countsLine: (ctx, line) => ({ kind: 'countsOnly', segments: list(ctx, line, 'andNames') }),
  waivedLine: (ctx, line) => ({ kind: 'waivedBy', role: roleIn(ctx, line) }),
};

const list = (ctx: Context, line: CstNode, rule: string) => namesOf(ctx, node(line, rule));

function opens(ctx: Context, line: CstNode): StageLine | null {
  const how = opening(ctx, line);
  if (!how) return null;
  const limits = nodes(line, 'opensLimit');
  const orOn = limits.find((limit) => has(limit, 'or'));
  const notBefore = limits.find((limit) => has(limit, 'not'));
  return {
    kind: 'opens',
    how,
    orOn: orOn ? momentIn(ctx, orOn) : null,
    notBefore: notBefore ? momentIn(ctx, notBefore) : null,
  };
}

/** Stages that open when asked, or each time something happens, are not run yet. */
function opening(ctx: Context, line: CstNode): OpensNode | null {
  if (has(line, 'asked') || has(line, 'each')) return null;
  if (has(line, 'at')) return { when: 'start' };
  if (has(line, 'on')) return { when: 'on', moment: momentIn(ctx, line) };
  if (has(line, 'when')) {
    const share = maybeToken(line, 'Percent');
    return { when: 'closed', stages: list(ctx, line, 'andNames'), ofPeople: share && decimal(share) };
  }
  const until = maybeNode(line, 'moment', 1);
  return {
    when: 'every',
    every: durationIn(ctx, line),
    from: momentIn(ctx, line),
    until: until && momentIn(ctx, line, 1),
  };
}

/** `only for …` or `only when …`, of a stage or a reward. */
function only(ctx: Context, line: CstNode): LineBody | null {
  if (has(line, 'for')) return { kind: 'onlyFor', segments: list(ctx, line, 'andNames') };
  const when = condsIn(ctx, line);
  return when && { kind: 'onlyWhen', when };
}

type Done = Extract<StageLine, { kind: 'done' }>;
/** Panels, previous holders and one task for everyone are not run yet. */
function done(ctx: Context, line: CstNode): Done | null {
  const options = nodes(line, 'doneOption');
  if (['previous', 'panel'].some((word) => has(line, word)) || options.some((option) => has(option, 'once')))
    return null;
  const by = (word: string): RoleNode | null => {
    const option = options.find((one) => has(one, word));
    return option ? maybeRole(ctx, option) : null;
  };
  const requests = options.find((option) => has(option, 'requests'));
  return {
    kind: 'done',
    who: doer(ctx, line),
    chosenBy: by('chosen'),
    confirmedBy: by('confirmed'),
    mayDecline: options.some((option) => has(option, 'decline')),
    requestsEach: requests ? wholeIn(ctx, requests) : null,
    with: options.flatMap((option) => rolesIn(ctx, option)),
  };
}

function doer(ctx: Context, line: CstNode): Done['who'] {
  const [from, to] = tokens(line, 'Num').map((word) => whole(ctx, word));
  if (from !== undefined) return { by: 'peers', from, to: to ?? from };
  return { by: has(line, 'all') ? 'all' : 'role', role: roleIn(ctx, line) };
}

function reminders(ctx: Context, line: CstNode): Extract<StageLine, { kind: 'remind' }>['reminders'] {
  if (has(line, 'every')) return [{ everyAfter: durationIn(ctx, line) }];
  return nodes(line, 'beforeDue').map((one) => ({ before: durationIn(ctx, one) }));
}

function whenStage(ctx: Context, line: CstNode): LineBody | null {
  if (has(line, 'overdue')) return overdue(ctx, line);
  if (has(line, 'refused')) return { kind: 'refused', to: name(ctx, line), atMost: maybeWhole(ctx, line) };
  if (has(line, 'changes')) return roleChange(ctx, line);
  const to = maybeNode(line, 'role', 1);
  return { kind: 'noRole', role: roleIn(ctx, line), then: to ? 'passTo' : 'skip', to: to && role(ctx, to) };
}

/** Carrying forward the previous rating is not run yet. */
function overdue(ctx: Context, line: CstNode): StageLine | null {
  const deed = node(line, 'overdueDeed');
  if (has(deed, 'carry')) return null;
  const what = which(deed, 'escalate', 'lock', 'stay', 'continue', 'forward', 'skip');
  const words = { stay: 'stayOpen', forward: has(deed, 'if') ? 'forwardIfComplete' : 'forward' } as const;
  const named = what === 'stay' || what === 'forward' ? words[what] : what;
  return { kind: 'overdue', by: maybeDuration(ctx, line), deed: named, to: maybeRole(ctx, deed) };
}

function approver(ctx: Context, line: CstNode): StageLine | null {
  const options = nodes(line, 'approverOption');
  const find = (word: string) => options.find((option) => has(option, word)) ?? null;
  const [escalate, segments, condition] = [find('escalate'), find('for'), find('conds')];
  const when = condition ? condsIn(ctx, condition) : [];
  return (
    when && {
      kind: 'approver',
      roles: rolesIn(ctx, line),
      any: maybeWhole(ctx, line),
      within: duration(ctx, node(line, 'duration')),
      escalateTo: escalate && roleIn(ctx, escalate),
      onlyFor: segments ? list(ctx, segments, 'andNames') : [],
      onlyWhen: when,
      adviceOnly: find('advice') !== null,
      skipWhenNone: find('skipped') !== null,
    }
  );
}
