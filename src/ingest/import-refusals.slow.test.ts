import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { OULAD_SET, type OuladSet } from '../../test/oulad-files.ts';
import { openOuladImports } from '../../test/oulad-imports.ts';
import { InputError } from '../errors.ts';

const imports = await openOuladImports();
const { state, run, stored } = imports;
beforeEach(() => imports.clear());
afterAll(() => imports.close());

const LEARNER = '"M","Wales","HE Qualification","0-10%","0-35","0","60","N"';
const PRESENTATION = 'code_presentation | a presentation with a good line in courses.csv';

/** What is wrong | file | row | reason | field | what would be right | what was found, if that is not the field itself */
const CASES = `
a field is missing | studentVle.csv | "AAA","2013J","11","501","-5" | wrong_field_count | | 6 fields: code_module, code_presentation, id_student, id_site, date, sum_click | 5 fields
a field is too many | studentAssessment.csv | "102","11","18","0","78","9" | wrong_field_count | | 5 fields: id_assessment, id_student, date_submitted, is_banked, score | 6 fields
a quote is broken | studentVle.csv | "AAA","2013J","11","501,"-5","3" | broken_quote | | every quoted field closed on its own line | "AAA","2013J","11","501,"-5","3"
the row is cut short inside a field | studentVle.csv | "AAA","2013J","11","501","-5","3 | broken_quote | | every quoted field closed on its own line | "AAA","2013J","11","501","-5","3
there is no click | studentVle.csv | "AAA","2013J","11","501","-5","0" | invalid_value | sum_click | a whole number from 1 to 1000000 | 0
there are fewer than no clicks | studentVle.csv | "AAA","2013J","11","501","-5","-3" | invalid_value | sum_click | a whole number from 1 to 1000000 | -3
a day is no number | studentVle.csv | "AAA","2013J","11","501","Monday","3" | invalid_value | date | a whole number from -1000 to 1000 | Monday
a day is in another century | studentVle.csv | "AAA","2013J","11","501","99999999","3" | invalid_value | date | a whole number from -1000 to 1000 | 99999999
a score is in points | studentAssessment.csv | "102","11","18","0","1500" | invalid_value | score | a number from 0 to 999, or nothing | 1500
a score is below 0 | studentAssessment.csv | "102","11","18","0","-1" | invalid_value | score | a number from 0 to 999, or nothing | -1
a submission is banked neither 0 nor 1 | studentAssessment.csv | "102","11","18","yes","50" | invalid_value | is_banked | one of 0, 1 | yes
a result is unknown | studentInfo.csv | "AAA","2013J","15",${LEARNER},"Merit" | invalid_value | final_result | one of Pass, Distinction, Fail, Withdrawn | Merit
a presentation is neither B nor J | courses.csv | "AAA","2014X","240" | invalid_value | code_presentation | a year and B (February) or J (October), such as 2014B | 2014X
a kind of assessment is unknown | assessments.csv | "AAA","2013J","109","Essay","19","10.0" | invalid_value | assessment_type | one of TMA, CMA, Exam | Essay
clicks are for an unknown presentation | studentVle.csv | "BBB","2013J","11","501","-5","3" | unknown_presentation | ${PRESENTATION} | BBB-2013J
an assessment is for an unknown presentation | assessments.csv | "AAA","2015J","109","TMA","19","10.0" | unknown_presentation | ${PRESENTATION} | AAA-2015J
a site is for an unknown presentation | vle.csv | "503","AAA","2015J","quiz",, | unknown_presentation | ${PRESENTATION} | AAA-2015J
a learner is in an unknown presentation | studentInfo.csv | "AAA","2015J","15",${LEARNER},"Pass" | unknown_presentation | ${PRESENTATION} | AAA-2015J
a registration is for an unknown presentation | studentRegistration.csv | "AAA","2015J","11","-30", | unknown_presentation | ${PRESENTATION} | AAA-2015J
clicks are on an unknown site | studentVle.csv | "AAA","2013J","11","601","-5","3" | unknown_site | id_site | a site with a good line in vle.csv for AAA-2013J | 601
an assessment is unknown | studentAssessment.csv | "999","11","18","0","78" | unknown_assessment | id_assessment | an assessment with a good line in assessments.csv | 999
clicks are by somebody not enrolled | studentVle.csv | "AAA","2014B","12","601","-5","3" | unknown_enrolment | id_student | a learner with a good line in studentInfo.csv and studentRegistration.csv for AAA-2014B | 12
a submission is by somebody not enrolled | studentAssessment.csv | "103","12","18","0","78" | unknown_enrolment | id_student | a learner with a good line in studentInfo.csv and studentRegistration.csv for AAA-2014B | 12
a registration is by somebody unknown | studentRegistration.csv | "AAA","2014B","12","-5", | unknown_enrolment | id_student | a learner with a good line in studentInfo.csv for AAA-2014B | 12
a learner never registered | studentInfo.csv | "AAA","2014B","12",${LEARNER},"Pass" | unknown_enrolment | id_student | a learner with a good line in studentRegistration.csv for AAA-2014B | 12
a presentation comes twice | courses.csv | "AAA","2014B","241" | duplicate | code_presentation | each presentation once | AAA-2014B
an assessment comes twice | assessments.csv | "AAA","2014B","101","TMA","19","10.0" | duplicate | id_assessment | each assessment once | 101
a site comes twice | vle.csv | "501","AAA","2013J","quiz",, | duplicate | id_site | each site once in a presentation | 501
a learner comes twice | studentInfo.csv | "AAA","2014B","11",${LEARNER},"Fail" | duplicate | id_student | each learner once in a presentation | 11
a registration comes twice | studentRegistration.csv | "AAA","2014B","11","-7", | duplicate | id_student | each learner once in a presentation | 11
a submission comes twice | studentAssessment.csv | "101","11","19","0","80" | duplicate | id_assessment | each assessment once for a learner | 101
`
  .trim()
  .split('\n')
  .map((line) => line.split('|').map((part) => part.trim()));

describe('a row is refused, and all others kept, where', () => {
  test.each(CASES)('%s', async (_, name, row = '', reason = '', field, expected, found) => {
    const file = name as keyof OuladSet;
    await run(OULAD_SET);
    const good = await stored();
    const summary = await run({ ...OULAD_SET, [file]: `${OULAD_SET[file]}${row}\n` }, { allowRefused: true });
    expect(await stored()).toEqual(good);
    const line = OULAD_SET[file].split('\n').length;
    expect(imports.rejected()).toEqual([
      { file, line, row, reason, field: field === '' ? null : field, found, expected },
    ]);
    expect(summary.refused).toEqual({ [reason]: 1 });
    expect(summary.files[file]).toEqual({ read: line - 1, kept: line - 2, refused: 1 });
  });

  test('a row that it refers to was refused', async () => {
    const { presentations, refused } = await run(
      { ...OULAD_SET, 'courses.csv': OULAD_SET['courses.csv'].replace('"268"', '"long"') },
      { allowRefused: true },
    );
    expect(presentations).toEqual(['AAA-2014B']);
    // Two assessments, two sites, four learners, four registrations and four lines of clicks; three submissions.
    expect(refused).toEqual({ invalid_value: 1, unknown_presentation: 16, unknown_assessment: 3 });
    expect(imports.rejected()).toHaveLength(20);
    expect((await stored()).events).toHaveLength(4);
  });
});

describe('nothing is written', () => {
  const { 'studentVle.csv': _, ...six } = OULAD_SET;
  test.each([
    ['where a file is missing', six, 'lacks studentVle.csv'],
    [
      'where the last file has another header',
      { ...six, 'studentVle.csv': 'id_student,clicks\n' },
      'studentVle.csv has the header',
    ],
  ])('%s', async (_case, set, message) => {
    const importing = run(set);
    await expect(importing).rejects.toThrow(InputError);
    await expect(importing).rejects.toThrow(message);
    expect(await stored()).toEqual({ events: [], presentations: [], learners: [], demographics: [] });
    expect(await state.selectFrom('import_run').selectAll().execute()).toEqual([]);
  });
});
