import { test } from 'vitest';
import { expectSound } from '../support/expect-sound.js';

test.each(['public/dev', 'public/train'])('%s passes its selftest', async (name) => {
  await expectSound(name);
});
