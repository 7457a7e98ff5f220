/** The documented examples of both contracts, for the OpenAPI document, the playground and the tests. */

const profile = {
  resume_uploaded: false,
  goal_tags: ['GRE', 'data science'],
  karma: 386,
  projects_added: 0,
  quiz_history: ['aptitude', 'dsa'],
  clubs_joined: ['coding'],
  buddy_count: 3,
};

const activity = {
  login_streak: 3,
  posts_created: 1,
  buddies_interacted: 2,
  last_event_attended: '2025-04-29',
};

const peer_snapshot = {
  batch_avg_projects: 2,
  batch_resume_uploaded_pct: 80,
  batch_event_attendance: { 'startup-meetup': 5, 'coding-contest': 11, 'tech-talk': 4 },
  buddies_attending_events: ['tech-talk', 'coding-contest'],
};

export const FLAT_EXAMPLE = { user_id: 'stu_7023', profile, activity, peer_snapshot };

export const NESTED_EXAMPLE = { user_data: { user_id: 'stu_7023', profile, activity }, peer_snapshot };
