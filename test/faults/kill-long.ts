/**
 * The long version of the kill loop, for nights: `node --import ./test/typescript-hooks.mjs test/faults/kill-long.ts 200`.
 * Prints one line of JSON; exit 1 when anything was lost or doubled, or an invariant does not hold.
 */
import { openService } from '../service-harness.js';
import { killLoop } from './kill-loop.js';

const kills = Number(process.argv[2] ?? 200);
const service = await openService();
try {
  const plain = await killLoop(service, { kills, people: 100 });
  const points = await killLoop(service, {
    kills: Math.ceil(kills / 4),
    people: 100,
    crashAt: ['written', 'engine', 'committed'],
  });
  for (const { verdict, ...result } of [plain, points])
    process.stdout.write(
      `${JSON.stringify({ ...result, events: verdict.events, violations: verdict.violations })}\n`,
    );
  const bad = [plain, points].some(
    ({ lost, doubled, verdict }) => lost.length + doubled.length + verdict.violations.length > 0,
  );
  process.exitCode = bad ? 1 : 0;
} finally {
  await service.close();
}
