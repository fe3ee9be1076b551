import { openSortableTables } from '../../../report/html/client/sortable-table.js';
import { openTheme } from '../../../report/html/client/theme.js';
import { openRowDetails } from './row-details.js';

openSortableTables();
openRowDetails();
openTheme(() => undefined);
// What tests wait for, and what the style knows the script by.
document.documentElement.dataset['ready'] = 'yes';
