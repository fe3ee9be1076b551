import { climbNullLadder } from '../support/null-ladder.js';

climbNullLadder('public/smoke');
