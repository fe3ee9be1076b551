import { afterAll, beforeAll, describe } from 'vitest';
import type { Database } from '../../src/store/database.js';
import { arenaTablesContract } from '../arena/tables/arena-tables-contract.js';
import { openTestStore } from '../support/arena-store.js';
import { databaseContract } from './database-contract.js';

describe('PGlite in this process', () => {
  let store: Database;
  beforeAll(async () => {
    store = await openTestStore();
  });
  afterAll(() => store[Symbol.asyncDispose]());

  databaseContract(() => store);
  arenaTablesContract(() => store);
});
