/**
 * Posts events for some seconds, each connection its next request when the last one is answered, and prints how many were
 * accepted and how long the answers took. A process of its own, on plain sockets: it shares the processor with the
 * server, and Node's own client would take as much of it as the server.
 *
 *   node bench/singles-load.ts <url> <presentation> <connections> <events a request> <seconds> <prefix of the ids>
 */
import { connect } from 'node:net';
import { percentile } from './measurement.ts';

/** What the load has found. */
export interface LoadReport {
  readonly acceptedPerSecond: number;
  readonly medianMs: number;
  readonly p99Ms: number;
  readonly failed: number;
}

const LEARNERS = 500;

const [url = '', presentation = '', connections = '1', size = '1', seconds = '5', prefix = ''] =
  process.argv.slice(2);
const { hostname, port } = new URL(url);
const start = performance.now();
const until = start + Number(seconds) * 1000;
const occurredAt = new Date(Date.now() - 60_000).toISOString();
let sent = 0;
let accepted = 0;
let failed = 0;
const times: number[] = [];

const event = () => {
  sent += 1;
  return `{"id":"${prefix}-${sent}","learnerId":"s${sent % LEARNERS}","presentationId":"${presentation}","verb":"interacted","objectId":"page-${sent % 40}","objectType":"page","occurredAt":"${occurredAt}"}`;
};

function request(): string {
  const body = `{"events":[${Array.from({ length: Number(size) }, event).join(',')}]}`;
  return `POST /v1/events HTTP/1.1\r\nhost: ${hostname}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
}

/** Posts one request after the other until the time is over. */
const post = () =>
  new Promise<void>((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let answer = '';
    let asked = 0;
    const next = () => {
      asked = performance.now();
      if (asked >= until) {
        socket.end();
        resolve();
      } else socket.write(request());
    };
    socket.setEncoding('latin1');
    socket.setNoDelay(true);
    socket.on('connect', next).on('error', reject);
    socket.on('data', (chunk: string) => {
      answer += chunk;
      const head = answer.indexOf('\r\n\r\n');
      const length = /content-length: (\d+)/i.exec(answer)?.[1];
      if (head === -1 || answer.length < head + 4 + Number(length)) return;
      times.push(performance.now() - asked);
      if (answer.startsWith('HTTP/1.1 200')) accepted += Number(/"accepted":(\d+)/.exec(answer)?.[1] ?? 0);
      else failed += 1;
      answer = '';
      next();
    });
  });

await Promise.all(Array.from({ length: Number(connections) }, post));
const report: LoadReport = {
  acceptedPerSecond: accepted / ((performance.now() - start) / 1000),
  medianMs: percentile(times, 0.5),
  p99Ms: percentile(times, 0.99),
  failed,
};
process.stdout.write(`${JSON.stringify(report)}\n`);
