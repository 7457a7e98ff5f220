import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A whole OULAD set by hand: two presentations of one module, five enrolments, every kind of ending. */
export const OULAD_SET = {
  'courses.csv': `"code_module","code_presentation","module_presentation_length"
"AAA","2013J","268"
"AAA","2014B","240"
`,
  'assessments.csv': `"code_module","code_presentation","id_assessment","assessment_type","date","weight"
"AAA","2013J","101","TMA","19","12.5"
"AAA","2013J","102","Exam",,"100.0"
"AAA","2014B","103","CMA","40","10.0"
`,
  'vle.csv': `"id_site","code_module","code_presentation","activity_type","week_from","week_to"
"501","AAA","2013J","resource",,
"502","AAA","2013J","forumng","1","2"
"601","AAA","2014B","quiz",,
`,
  'studentInfo.csv': `"code_module","code_presentation","id_student","gender","region","highest_education","imd_band","age_band","num_of_prev_attempts","studied_credits","disability","final_result"
"AAA","2013J","11","M","East Anglian Region","HE Qualification","90-100%","55<=","1","240","N","Pass"
"AAA","2013J","12","F","Scotland","A Level or Equivalent",,"0-35","0","60","Y","Withdrawn"
"AAA","2013J","13","F","Wales","HE Qualification","20-30%","0-35","0","60","N","Withdrawn"
"AAA","2013J","14","M","Wales","HE Qualification","20-30%","0-35","0","60","N","Fail"
"AAA","2014B","11","M","East Anglian Region","HE Qualification","90-100%","55<=","0","120","N","Distinction"
`,
  'studentRegistration.csv': `"code_module","code_presentation","id_student","date_registration","date_unregistration"
"AAA","2013J","11","-30",
"AAA","2013J","12","-10","20"
"AAA","2013J","13",,
"AAA","2013J","14",,"-3"
"AAA","2014B","11","-40",
`,
  'studentAssessment.csv': `"id_assessment","id_student","date_submitted","is_banked","score"
"101","11","18","0","78"
"101","12","-1","1","60"
"101","14","20","0",
"103","11","41","0","100"
`,
  'studentVle.csv': `"code_module","code_presentation","id_student","id_site","date","sum_click"
"AAA","2013J","11","501","-5","7"
"AAA","2013J","11","502","0","2"
"AAA","2013J","12","501","-5","4"
"AAA","2013J","11","501","-5","3"
"AAA","2014B","11","601","3","1"
`,
} as const;

export type OuladSet = { readonly [Name in keyof typeof OULAD_SET]: string };

/** Writes `set` as files into `folder` and returns the folder. */
export function writeOulad(folder: string, set: Partial<OuladSet>): string {
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(set)) writeFileSync(join(folder, name), content);
  return folder;
}
