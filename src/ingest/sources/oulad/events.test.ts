import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CalendarDate, toIso } from '../../../domain/moment.ts';
import { courseId, presentationId } from '../../../domain/presentation.ts';
import { eventsOf } from './events.ts';
import type { EnrolmentRecord, LearnerInfo, PresentationRecord } from './records.ts';

const INFO: LearnerInfo = {
  code_module: 'AAA',
  code_presentation: '2014B',
  id_student: 11,
  gender: 'F',
  region: 'Wales',
  highest_education: 'HE Qualification',
  imd_band: '20-30%',
  age_band: '0-35',
  num_of_prev_attempts: 2,
  studied_credits: 60,
  disability: 'N',
  final_result: 'pass',
};

const record = (
  enrolment: Partial<Omit<EnrolmentRecord, 'info'>>,
  info: Partial<LearnerInfo> = {},
): PresentationRecord => ({
  presentation: {
    id: presentationId('AAA-2014B'),
    courseId: courseId('AAA'),
    startsOn: '2014-02-01' as CalendarDate,
    lengthDays: 240,
    assessments: [],
  },
  assessments: [],
  sites: new Map(),
  unregistered: new Map(),
  enrolments: new Map([
    [
      11,
      {
        info: { ...INFO, ...info },
        registeredDay: -30,
        withdrewDay: null,
        submissions: new Map(),
        ...enrolment,
      },
    ],
  ]),
});

const lifeOf = (presentation: PresentationRecord) =>
  eventsOf(presentation).map(({ verb, occurredAt, attributes }) => [verb, toIso(occurredAt), attributes]);

const REGISTERED = ['registered', '2014-01-02T23:59:59.000Z', { previous_attempts: '2', credits: '60' }];
// Day 240 of a presentation that began on 1 February 2014.
const LAST_DAY = '2014-09-29T23:59:59.000Z';

describe('the life of an enrolment', () => {
  test.each(['pass', 'fail', 'distinction'] as const)('ends with the presentation in %s', (result) => {
    expect(lifeOf(record({}, { final_result: result }))).toEqual([
      REGISTERED,
      ['finished', LAST_DAY, { result }],
    ]);
  });

  test('ends on the day of the withdrawal', () => {
    expect(lifeOf(record({ withdrewDay: 20 }, { final_result: 'withdrew' }))).toEqual([
      REGISTERED,
      ['withdrew', '2014-02-21T23:59:59.000Z', {}],
    ]);
  });

  test('ends with the presentation where the day of the withdrawal is unknown', () => {
    expect(lifeOf(record({}, { final_result: 'withdrew' }))).toEqual([
      REGISTERED,
      ['withdrew', LAST_DAY, { date_known: 'no' }],
    ]);
  });

  test('has both endings where the files give both', () => {
    expect(lifeOf(record({ withdrewDay: 20 }, { final_result: 'fail' }))).toEqual([
      REGISTERED,
      ['withdrew', '2014-02-21T23:59:59.000Z', {}],
      ['finished', LAST_DAY, { result: 'fail' }],
    ]);
  });

  test.each([
    [null, '2014-02-01T23:59:59.000Z'],
    [5, '2014-02-01T23:59:59.000Z'],
    [-3, '2014-01-29T23:59:59.000Z'],
  ])(
    'begins, where its day is unknown, on the first day or with the withdrawal on day %s',
    (withdrewDay, at) => {
      expect(lifeOf(record({ registeredDay: null, withdrewDay }))[0]).toEqual([
        'registered',
        at,
        { previous_attempts: '2', credits: '60', date_known: 'no' },
      ]);
    },
  );
});

test('a submission has its score, or none yet, and says whether it was banked', () => {
  const submissions = new Map([
    [101, { day: 18, banked: false, scorePercent: 78 }],
    [102, { day: -1, banked: true, scorePercent: null }],
  ]);
  expect(eventsOf(record({ submissions })).filter((event) => event.verb === 'submitted')).toEqual([
    {
      id: 'oulad:AAA-2014B:11:submitted:101',
      learnerId: '11',
      presentationId: 'AAA-2014B',
      verb: 'submitted',
      objectId: '101',
      objectType: 'assessment',
      occurredAt: Date.parse('2014-02-19T23:59:59Z'),
      precision: 'day',
      interactions: 1,
      durationSeconds: null,
      scorePercent: 78,
      attributes: {},
      source: 'oulad',
    },
    expect.objectContaining({
      id: 'oulad:AAA-2014B:11:submitted:102',
      occurredAt: Date.parse('2014-01-31T23:59:59Z'),
      scorePercent: null,
      attributes: { banked: 'yes' },
    }),
  ]);
});

test('no event holds demographics of the learner', () => {
  const personal = ['F', 'Wales', 'HE Qualification', '20-30%', '0-35', 'N'];
  const values = eventsOf(record({})).flatMap((event) => [
    ...Object.values(event),
    ...Object.values(event.attributes),
  ]);
  expect(values.filter((value) => personal.includes(String(value)))).toEqual([]);
});

test('every id is unique, and the same records give the same events', () => {
  const day = fc.integer({ min: -1000, max: 1000 });
  fc.assert(
    fc.property(
      fc.option(day),
      fc.option(day),
      fc.constantFrom('pass', 'fail', 'distinction', 'withdrew') as fc.Arbitrary<LearnerInfo['final_result']>,
      fc.array(fc.tuple(fc.nat(), day)),
      (registeredDay, withdrewDay, final_result, submitted) => {
        const submissions = new Map(
          submitted.map(([assessment, on]) => [assessment, { day: on, banked: false, scorePercent: null }]),
        );
        const one = record({ registeredDay, withdrewDay, submissions }, { final_result });
        const events = eventsOf(one);
        expect(new Set(events.map((event) => event.id)).size).toBe(events.length);
        expect(eventsOf(one)).toEqual(events);
      },
    ),
  );
});
