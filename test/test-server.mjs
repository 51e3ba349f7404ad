/** Where the PostgreSQL of the tests lives: one per checkout, shared by every worker and by runs side by side. */
import { join } from 'node:path';

export const testServer = {
  folder: process.env.PERENNIAL_TEST_HOME ?? join(import.meta.dirname, '..', '.perennial', 'test'),
  safety: 'fast',
};
