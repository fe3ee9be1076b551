import { openAttemptDialog } from './attempt-dialog.js';
import { openAttemptTable } from './attempt-table.js';
import { drawCharts } from './charts.js';
import { readCharts, readRows } from './read-data.js';
import { openRoute } from './route.js';
import { openTheme } from './theme.js';

const rows = readRows();
const table = openAttemptTable(rows);
const dialog = openAttemptDialog({ rows, order: table.order });
openRoute(dialog);
const charts = drawCharts(readCharts());
openTheme(() => charts.redraw());
// What tests wait for, and what they measure until.
document.documentElement.dataset['ready'] = 'yes';
