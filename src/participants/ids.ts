import { randomBytes } from 'node:crypto';

const pool = { bytes: Buffer.alloc(0), at: 0 };

function random(count: number): Buffer {
  if (pool.at + count > pool.bytes.length) {
    pool.bytes = randomBytes(4096);
    pool.at = 0;
  }
  pool.at += count;
  return pool.bytes.subarray(pool.at - count, pool.at);
}

/**
 * A UUIDv7 of the instant. `seq` (the event of the participant) and `n` (the place within the event) stand before the random
 * part, so that the ids of one participant sort in the order in which they were made, whichever process made them.
 */
export function newId(at: number, seq = 0, n = 0): string {
  const time = Math.floor(at).toString(16).padStart(12, '0');
  const order = (seq & 0xfff).toString(16).padStart(3, '0');
  const rest = random(7).toString('hex');
  const place = (0x80 | (n & 0x3f)).toString(16) + rest.slice(0, 2);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${order}-${place}-${rest.slice(2)}`;
}
