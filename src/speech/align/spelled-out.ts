/**
 * How spellings usually sound in English, the longest first; for words that are not in the dictionary, such as names.
 */
const SOUNDS: Readonly<Record<string, string>> = {
  tion: 'SH AH N', sion: 'ZH AH N', ture: 'CH ER', ough: 'AO', eigh: 'EY', augh: 'AO', tch: 'CH', igh: 'AY',
  dge: 'JH', sch: 'SH', ch: 'CH', sh: 'SH', th: 'TH', ph: 'F', wh: 'W', ck: 'K', ng: 'NG', qu: 'K W', gh: 'G',
  kn: 'N', wr: 'R', zh: 'ZH', ee: 'IY', ea: 'IY', oo: 'UW', ou: 'AW', ow: 'OW', oa: 'OW', oi: 'OY', oy: 'OY',
  ai: 'EY', ay: 'EY', au: 'AO', aw: 'AO', ie: 'IY', ei: 'EY', eu: 'Y UW', ew: 'UW', ue: 'UW', ui: 'UW',
  ar: 'AA R', er: 'ER', ir: 'ER', or: 'AO R', ur: 'ER', ll: 'L', ss: 'S', tt: 'T', pp: 'P', bb: 'B', dd: 'D',
  ff: 'F', gg: 'G', mm: 'M', nn: 'N', rr: 'R', zz: 'Z', cc: 'K', ce: 'S EH', ci: 'S IH', cy: 'S IY', ge: 'JH EH',
  gi: 'JH IH', a: 'AE', b: 'B', c: 'K', d: 'D', e: 'EH', f: 'F', g: 'G', h: 'HH', i: 'IH', j: 'JH', k: 'K',
  l: 'L', m: 'M', n: 'N', o: 'AA', p: 'P', q: 'K', r: 'R', s: 'S', t: 'T', u: 'AH', v: 'V', w: 'W', x: 'K S',
  y: 'IY', z: 'Z',
}; // biome-ignore format: a table reads better in rows

const LONGEST = 4;
const LONG: Readonly<Record<string, string>> = { a: 'EY', e: 'IY', i: 'AY', o: 'OW', u: 'UW', y: 'AY' };

/** The phones that rules derive from a spelling: a guess for words that are not in the dictionary. */
export function spelledOut(word: string): string[] {
  const letters = word.replace(/[^a-z]/g, '');
  const phones: string[] = [];
  for (let at = 0; at < letters.length; ) {
    const rest = letters.slice(at);
    // A vowel before one consonant and a final e is long, and that e is silent.
    const long = /^([aeiouy])([bcdfgklmnpstvz])e$/.exec(rest);
    if (long !== null && phones.length > 0) {
      phones.push(LONG[long[1]], ...(SOUNDS[long[2]] ?? '').split(' '));
      break;
    }
    let length = Math.min(LONGEST, rest.length);
    while (length > 1 && SOUNDS[rest.slice(0, length)] === undefined) length -= 1;
    phones.push(...SOUNDS[rest.slice(0, length)].split(' '));
    at += length;
  }
  return phones;
}
