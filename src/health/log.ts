/** The log: one line for each thing that happened, as JSON for machines, or short for somebody who watches a terminal. */
import { styleText } from 'node:util';
import type { LoggerService } from '@nestjs/common';

export type Level = 'error' | 'warn' | 'info' | 'debug';
export type Fields = Readonly<Record<string, unknown>>;
export type LogOptions = {
  level: Level;
  /** `json`: one object a line. `text`: time, level and message, for a terminal. */
  form: 'json' | 'text';
  write(line: string): void;
  now(): Date;
};

const ranks: Record<Level, number> = { error: 0, warn: 1, info: 2, debug: 3 };

export class Log {
  constructor(private readonly options: LogOptions) {}

  /** Writes a line unless its level is below the one that is wanted. Errors among the fields are written with their stack. */
  write(level: Level, message: string, fields: Fields = {}): void {
    if (ranks[level] > ranks[this.options.level]) return;
    const at = this.options.now().toISOString();
    const line =
      this.options.form === 'json'
        ? jsonLine(at, level, message, fields)
        : textLine(at, level, message, fields);
    this.options.write(`${line}\n`);
  }

  error(message: string, fields?: Fields): void {
    this.write('error', message, fields);
  }
  warn(message: string, fields?: Fields): void {
    this.write('warn', message, fields);
  }
  info(message: string, fields?: Fields): void {
    this.write('info', message, fields);
  }
  debug(message: string, fields?: Fields): void {
    this.write('debug', message, fields);
  }
}

/** The log of a process: JSON to stderr, or text where a person watches. */
export function processLog(level: Level, environment: string): Log {
  const form = environment !== 'production' && process.stderr.isTTY ? 'text' : 'json';
  return new Log({ level, form, write: (line) => process.stderr.write(line), now: () => new Date() });
}

function jsonLine(at: string, level: Level, message: string, fields: Fields): string {
  return JSON.stringify({ at, level, message, ...plain(fields) });
}

const colours = { error: 'red', warn: 'yellow', info: 'cyan', debug: 'gray' } as const;
function textLine(at: string, level: Level, message: string, fields: Fields): string {
  const rest = Object.entries(plain(fields)).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return [
    at.slice(11, 19),
    styleText(colours[level], level.padEnd(5)),
    message,
    styleText('dim', rest.join(' ')),
  ].join(' ');
}

/** Errors do not survive JSON by themselves; what cannot be written as JSON is named. */
function plain(fields: Fields): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, plainValue(value)]));
}

function plainValue(value: unknown): unknown {
  if (value instanceof Error) return value.stack ?? `${value.name}: ${value.message}`;
  if (typeof value === 'bigint') return value.toString();
  try {
    JSON.stringify(value);
    return value;
  } catch {
    return String(value);
  }
}

/** What Nest says at the start about its routes and modules: only for somebody who looks for a fault. */
const chatter = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
]);

/** Nest's logger onto ours. An object given as the message is its fields. */
export class NestLog implements LoggerService {
  constructor(private readonly target: Log) {}

  log(message: unknown, ...more: unknown[]): void {
    const context = more.at(-1);
    this.#say(typeof context === 'string' && chatter.has(context) ? 'debug' : 'info', message, more);
  }
  error(message: unknown, ...more: unknown[]): void {
    this.#say('error', message, more);
  }
  fatal(message: unknown, ...more: unknown[]): void {
    this.#say('error', message, more);
  }
  warn(message: unknown, ...more: unknown[]): void {
    this.#say('warn', message, more);
  }
  debug(message: unknown, ...more: unknown[]): void {
    this.#say('debug', message, more);
  }
  verbose(message: unknown, ...more: unknown[]): void {
    this.#say('debug', message, more);
  }

  #say(level: Level, message: unknown, more: readonly unknown[]): void {
    const last = more.at(-1);
    const context = typeof last === 'string' ? { context: last } : {};
    const details = more.length > 1 ? { details: more.slice(0, -1) } : {};
    if (message !== null && typeof message === 'object' && !(message instanceof Error)) {
      const { message: text, ...fields } = message as Record<string, unknown>;
      this.target.write(level, typeof text === 'string' ? text : 'event', {
        ...context,
        ...fields,
        ...details,
      });
    } else if (message instanceof Error) {
      this.target.write(level, message.message, { ...context, error: message, ...details });
    } else this.target.write(level, String(message), { ...context, ...details });
  }
}
