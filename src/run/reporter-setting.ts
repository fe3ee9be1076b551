import * as z from 'zod';
import { readReporterList, reporterForms, reporterText } from '../report/reporter-list.js';

/** `table, junit=out.xml`: kept as texts, each as the list would have it. */
export const reporters = z
  .union([z.string(), z.array(z.string())], `must be ${reporterForms}`)
  .transform((raw, context): readonly string[] => {
    const list = readReporterList(typeof raw === 'string' ? [raw] : raw);
    for (const message of list.problems) context.addIssue({ code: 'custom', message });
    return list.reporters.map(reporterText);
  });
