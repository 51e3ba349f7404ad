/** Measures things side by side: every round runs each of them once, in an order that turns, so that noise falls on all alike. */
export type Run = {
  name: string;
  /** Units of work done by one call. */ units: number;
  run(): void | Promise<void>;
};
export type Figure = {
  name: string;
  /** Median over the rounds, microseconds of wall time and of our own CPU time for one unit. */
  wall: number;
  cpu: number;
  /** Median of the wall time of a unit, as a multiple of the first in the list within the same round. */
  ratio: number;
  rounds: number;
};

/** One round to warm up, then `rounds` that count. */
export async function sideBySide(runs: readonly Run[], rounds: number): Promise<Figure[]> {
  const samples = runs.map(() => [] as { wall: number; cpu: number }[]);
  for (let round = -1; round < rounds; round += 1) {
    for (let turn = 0; turn < runs.length; turn += 1) {
      const index = (turn + round + 1) % runs.length;
      const one = runs[index] as Run;
      const sample = await once(one);
      if (round >= 0) samples[index]?.push(sample);
    }
  }
  return runs.map(({ name }, index) => {
    const own = samples[index] ?? [];
    const base = samples[0] ?? [];
    return {
      name,
      wall: median(own.map((sample) => sample.wall)),
      cpu: median(own.map((sample) => sample.cpu)),
      ratio: median(own.map((sample, round) => sample.wall / (base[round]?.wall ?? NaN))),
      rounds,
    };
  });
}

async function once({ units, run }: Run): Promise<{ wall: number; cpu: number }> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await run();
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { wall: (wall * 1000) / units, cpu: (user + system) / units };
}

/** The middle one; of two, the lower. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN;
}

/** A table for a terminal. */
export function table(title: string, figures: readonly Figure[]): string {
  const width = Math.max(...figures.map((figure) => figure.name.length));
  const row = ({ name, wall, cpu, ratio }: Figure) =>
    `  ${name.padEnd(width)}  ${wall.toFixed(1).padStart(10)} µs  ${cpu.toFixed(1).padStart(10)} µs CPU  ${ratio.toFixed(2).padStart(7)} ×`;
  return [
    `${title} (median of ${figures[0]?.rounds ?? 0} interleaved rounds, one unit)`,
    ...figures.map(row),
  ].join('\n');
}
