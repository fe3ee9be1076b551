import type { Rule } from '../draft.js';
import { filledCategories } from './categories.js';
import { statedContracts } from './contracts.js';
import { enoughMutants, knownModules } from './code.js';
import { judgeShare, possibleGraders } from './grading.js';
import { kinds, uniqueIds, wholePairs } from './identity.js';
import { placeholders } from './placeholders.js';
import { freeRequestKeys, images, onePrompt } from './prompts.js';
import { knownTools, uniqueTools } from './tools.js';

/** Everything that must hold over a suite beyond the shape of each piece: one line each. */
export const rules: readonly Rule[] = [
  filledCategories,
  uniqueIds,
  wholePairs,
  kinds,
  onePrompt,
  freeRequestKeys,
  images,
  placeholders,
  uniqueTools,
  knownTools,
  possibleGraders,
  statedContracts,
  knownModules,
  enoughMutants,
  judgeShare,
];
