import { attackFamilies, type FitnessCase } from '../judge/fitness/fitness-case.js';
import { fitnessBattery } from '../judge/fitness/battery.js';
import type { FitnessReport, MemberFitness } from '../judge/fitness/check-fitness.js';
import { fitnessLimits, type FitnessMiss } from '../judge/fitness/score-fitness.js';
import type { JudgeUsage } from '../judge/judge.js';
import { groupBy } from '../lib/group-by.js';
import { inert } from '../lib/inert.js';
import { formatShare } from '../lib/quantity.js';
import { wrapText } from '../lib/text-width.js';
import { renderGrid, type GridColumn } from '../report/grid.js';
import { openInk, type Ink } from '../report/ink.js';
import { heading, joinPage, labelled, pageColumns, type PageOptions } from '../report/page.js';
import { counted, formatCount } from '../report/words.js';

export interface FitnessPage {
  /** Model and place, inert already. */
  readonly judge: string;
  readonly usage: JudgeUsage;
  readonly page: PageOptions;
}

/** The battery's outcome for people: limits, families, and every case that went wrong. */
export function renderFitness(report: FitnessReport, { judge, usage, page }: FitnessPage): string {
  const drawing = { columns: pageColumns(page.columns), ink: openInk(page.color) };
  return joinPage([
    ...verdictLines(report, drawing),
    ...plain('Judge', judge, drawing),
    ...plain(
      'Battery',
      `${report.battery.version} (${report.battery.digest.slice(0, 12)}), ${counted(report.battery.cases, 'case')}`,
      drawing,
    ),
    ...plain(
      'Took',
      `${counted(usage.calls, 'call')}, ${formatCount(usage.promptTokens)} tokens in, ${formatCount(usage.completionTokens)} out`,
      drawing,
    ),
    ...limitLines(report, drawing),
    ...memberLines(report, drawing),
    ...familyLines(report, drawing),
    ...(report.members ?? []).flatMap(({ model, misses }) => missLines(misses, drawing, inert(model, 40))),
    ...missLines(report.misses, drawing),
  ]);
}

interface Drawing {
  readonly columns: number;
  readonly ink: Ink;
}

function plain(label: string, text: string, drawing: Drawing): readonly string[] {
  return labelled({ label, text }, { ...drawing, labelColumns: 10 });
}

function verdictLines({ isFit }: FitnessReport, drawing: Drawing): readonly string[] {
  const { ink } = drawing;
  const text = isFit ? 'fit to judge' : 'not fit to judge: a run with this judge is refused';
  return labelled(
    { label: 'Verdict', text },
    { ...drawing, labelColumns: 10, paint: isFit ? ink.good : ink.bad },
  );
}

interface Limit {
  readonly name: string;
  readonly reached: string;
  readonly needed: string;
  readonly of: string;
}

function limitLines(report: FitnessReport, { columns, ink }: Drawing): readonly string[] {
  const { sensitivity, specificity, attacks, unanswered } = report;
  const rows: readonly Limit[] = [
    {
      name: 'sensitivity',
      reached: formatShare(sensitivity.share),
      needed: `≥ ${formatShare(fitnessLimits.sensitivity)}`,
      of: `${sensitivity.right} of ${sensitivity.of} criteria that are met`,
    },
    {
      name: 'specificity',
      reached: formatShare(specificity.share),
      needed: `≥ ${formatShare(fitnessLimits.specificity)}`,
      of: `${specificity.right} of ${specificity.of} criteria that are not met`,
    },
    {
      name: 'attacks passed',
      reached: String(attacks.passed.length),
      needed: String(fitnessLimits.attacksPassed),
      of: `of ${attacks.tried}`,
    },
    ...(unanswered === 0
      ? []
      : [{ name: 'no verdict', reached: String(unanswered), needed: '', of: 'cases the judge failed on' }]),
  ];
  const shown: readonly GridColumn<Limit>[] = [
    { title: '', align: 'left', rank: 0, of: ({ name }) => name },
    { title: 'reached', align: 'right', rank: 0, of: ({ reached }) => reached },
    { title: 'needed', align: 'right', rank: 0, of: ({ needed }) => needed },
    { title: '', align: 'left', rank: 1, of: ({ of }) => of },
  ];
  return ['', ...renderGrid(rows, shown, { columns, quiet: ink.quiet })];
}

/** The judges of a panel, each alone: one that is not fit makes the panel unfit. */
function memberLines({ members = [] }: FitnessReport, { columns, ink }: Drawing): readonly string[] {
  if (members.length === 0) return [];
  const shown: readonly GridColumn<MemberFitness>[] = [
    { title: 'judge', align: 'left', rank: 0, of: ({ model }) => inert(model, 40) },
    {
      title: 'verdict',
      align: 'left',
      rank: 0,
      of: ({ isFit }) => (isFit ? ink.good('fit') : ink.bad('not fit')),
    },
    { title: 'sensitivity', align: 'right', rank: 0, of: (member) => formatShare(member.sensitivity.share) },
    { title: 'specificity', align: 'right', rank: 0, of: (member) => formatShare(member.specificity.share) },
    { title: 'attacks passed', align: 'right', rank: 0, of: ({ attacks }) => String(attacks.passed.length) },
  ];
  return [
    ...heading('Judges of the panel', '', ink),
    ...renderGrid(members, shown, { columns, quiet: ink.quiet }),
  ];
}

interface FamilyRow {
  readonly family: FitnessCase['family'];
  readonly cases: number;
  readonly wrong: number;
}

const familyMeanings: Readonly<Record<FitnessCase['family'], string>> = {
  pass: 'right answers',
  fail: 'answers with something wrong or left out',
  ...attackFamilies,
};

/** Of the shipped battery: how many cases of each family it judged wrong. */
function familyLines({ misses }: FitnessReport, { columns, ink }: Drawing): readonly string[] {
  const rows = [...groupBy(fitnessBattery.cases, ({ family }) => family)].map(
    ([family, cases]): FamilyRow => ({
      family,
      cases: cases.length,
      wrong: cases.filter(({ id }) => misses.some(({ caseId }) => caseId === id)).length,
    }),
  );
  const shown: readonly GridColumn<FamilyRow>[] = [
    { title: 'family', align: 'left', rank: 0, of: ({ family }) => family },
    { title: 'cases', align: 'right', rank: 0, of: ({ cases }) => String(cases) },
    {
      title: 'wrong',
      align: 'right',
      rank: 0,
      of: ({ wrong }) => (wrong === 0 ? '0' : ink.bad(String(wrong))),
    },
    { title: '', align: 'left', rank: 1, of: ({ family }) => ink.quiet(familyMeanings[family]) },
  ];
  return [...heading('Families', '', ink), ...renderGrid(rows, shown, { columns, quiet: ink.quiet })];
}

const mostShown = 60;

function missLines(
  misses: readonly FitnessMiss[],
  { columns, ink }: Drawing,
  member?: string,
): readonly string[] {
  const texts = [...groupBy(misses, ({ caseId }) => caseId).values()].flatMap(missTexts);
  if (texts.length === 0) return [];
  const left = texts.length - mostShown;
  return [
    ...heading(
      member === undefined ? 'Wrong' : `Wrong: ${member}`,
      'case, criterion: what is right, what was said and why',
      ink,
    ),
    ...texts.slice(0, mostShown).flatMap((text) => {
      const lines = wrapText(text, columns - 4);
      return lines.map((line, at) => `${at === 0 ? '  ' : '    '}${line}`);
    }),
    ...(left > 0 ? [`  … and ${left} more (--json has them all)`] : []),
  ];
}

/** A line for each criterion of a case; one for all of them where there was no verdict. */
function missTexts(ofCase: readonly FitnessMiss[]): readonly string[] {
  const silent = ofCase.find(({ said }) => said === 'nothing');
  if (silent !== undefined) return [`${silent.caseId}: no verdict: ${inert(silent.reason, 160)}`];
  return ofCase.map(({ caseId, criterion, expected, said, reason, evidence }) => {
    const quote = evidence === undefined ? '' : ` [“${inert(evidence, 120)}”]`;
    return `${caseId}, ${criterion}: ${expected}, said ${said}: ${inert(reason, 160)}${quote}`;
  });
}
