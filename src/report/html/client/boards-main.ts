import { openSortableTables } from './sortable-table.js';
import { openTheme } from './theme.js';

// The script of the boards: they are plain HTML, and only sorting and the choice of colours need one.
openSortableTables();
openTheme(() => undefined);
// What tests wait for.
document.documentElement.dataset['ready'] = 'yes';
