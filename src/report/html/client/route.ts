import type { AttemptDialog } from './attempt-dialog.js';
import { namedAttempt } from './named-attempt.js';

/** Opens the attempt that the address names, now and whenever it changes. */
export function openRoute(dialog: AttemptDialog): void {
  const follow = () => {
    const id = namedAttempt(location.hash);
    if (id === undefined) dialog.close();
    else dialog.open(id);
  };
  addEventListener('hashchange', follow);
  follow();
}
