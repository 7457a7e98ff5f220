/** A request of either contract as JSON, and its parts wherever the contract has them. */

export type Contract = 'flat' | 'nested';

export interface Parts {
  readonly userId: unknown;
  readonly profile: Record<string, unknown>;
  readonly activity: Record<string, unknown>;
  readonly peers: Record<string, unknown>;
  /** Whatever else it has, such as a language. */
  readonly rest: Record<string, unknown>;
}

/** Somebody whom much can be said to: the documented example. */
export const EXAMPLE: Parts = {
  userId: 'stu_7023',
  profile: {
    resume_uploaded: false,
    goal_tags: ['GRE', 'data science'],
    karma: 386,
    projects_added: 0,
    quiz_history: ['aptitude', 'dsa'],
    clubs_joined: ['coding'],
    buddy_count: 3,
  },
  activity: {
    login_streak: 3,
    posts_created: 1,
    buddies_interacted: 2,
    last_event_attended: '2025-04-29',
  },
  peers: {
    batch_avg_projects: 2,
    batch_resume_uploaded_pct: 80,
    batch_event_attendance: { 'startup-meetup': 5, 'coding-contest': 11, 'tech-talk': 4 },
    buddies_attending_events: ['tech-talk', 'coding-contest'],
  },
  rest: {},
};

/** The parts of a request, or why the text is none. */
export function readRequest(
  text: string,
): { readonly contract: Contract; readonly parts: Parts } | { readonly fault: string } {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    return { fault: `This is not JSON: ${(error as Error).message}` };
  }
  if (!isObject(body)) return { fault: 'A request is an object: { … }' };
  const contract = 'user_data' in body ? 'nested' : 'flat';
  const { user_data, peer_snapshot, ...outer } = body;
  const { user_id, profile, activity, ...others } = contract === 'nested' ? objectIn(user_data) : outer;
  return {
    contract,
    parts: {
      userId: user_id,
      profile: objectIn(profile),
      activity: objectIn(activity),
      peers: objectIn(peer_snapshot),
      rest: contract === 'nested' ? outer : others,
    },
  };
}

/** The parts as a contract has them. */
export function writeRequest(contract: Contract, { userId, profile, activity, peers, rest }: Parts): string {
  const user = { user_id: userId, profile, activity };
  const body =
    contract === 'nested'
      ? { user_data: user, peer_snapshot: peers, ...rest }
      : { ...user, peer_snapshot: peers, ...rest };
  return JSON.stringify(body, null, 2);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const objectIn = (value: unknown): Record<string, unknown> => (isObject(value) ? value : {});

/** `tech-talk, contest` */
export const readList = (text: string): string[] =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
export const writeList = (list: unknown): string => (Array.isArray(list) ? list.join(', ') : '');

/** `tech-talk: 4, contest: 11`; an event without a number has null peers, which the server then asks for. */
export const readAttendance = (text: string): Record<string, number | null> =>
  Object.fromEntries(
    readList(text).map((entry) => {
      const at = entry.lastIndexOf(':');
      const peers = at < 0 ? '' : entry.slice(at + 1).trim();
      const event = at < 0 ? entry : entry.slice(0, at).trim();
      return [event, peers === '' || Number.isNaN(Number(peers)) ? null : Number(peers)];
    }),
  );
export const writeAttendance = (attendance: unknown): string =>
  Object.entries(objectIn(attendance))
    .map(([event, peers]) => (peers === null ? event : `${event}: ${peers}`))
    .join(', ');
