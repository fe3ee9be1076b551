import { expect, test } from 'vitest';
import { namedStore } from '../../src/commands/named-store.js';

const server = 'postgres://arena@db.example/arena';

test.each([
  { what: 'nothing', flag: undefined, variable: undefined, place: undefined },
  { what: 'an empty variable names none', flag: undefined, variable: '', place: undefined },
  { what: 'the variable', flag: undefined, variable: 'there', place: '/project/there' },
  { what: 'the flag first', flag: '../here', variable: 'there', place: '/here' },
  { what: 'a server as it is written', flag: server, variable: 'there', place: server },
])('a store is named by flag or variable: $what', ({ flag, variable, place }) => {
  expect(namedStore({ env: { JANUS_BENCH_STORE: variable }, cwd: '/project' }, flag)).toBe(place);
});
