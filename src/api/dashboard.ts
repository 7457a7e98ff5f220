import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import { z } from 'zod';
import { VERSION } from '../version.ts';
import type { Server } from './http.ts';
import { problem } from './problem.ts';

const WEB = join(import.meta.dirname, '..', '..', 'dist', 'web');

/** The start page for browsers; any other client gets the name and version of the service. */
function serviceRoute(server: Server, built: boolean): void {
  server.get(
    '/',
    {
      schema: {
        tags: ['operations'],
        summary: 'The name and version of the service; a browser gets the dashboard',
        response: { 200: z.object({ service: z.string(), version: z.string(), status: z.string() }) },
      },
    },
    async (request, reply) => {
      reply.header('vary', 'accept, accept-encoding');
      if (built && request.headers.accept?.includes('text/html'))
        return reply.header('cache-control', 'no-cache').sendFile('index.html');
      return { service: 'Rekindle', version: VERSION, status: 'ok' };
    },
  );
}

/** Files of the dashboard; any other page address is answered with its start page, which finds the way itself. */
export async function serveDashboard(server: Server): Promise<void> {
  const built = existsSync(join(WEB, 'index.html'));
  if (built)
    await server.register(fastifyStatic, {
      root: WEB,
      wildcard: false,
      index: false,
      immutable: true,
      maxAge: '1y',
      preCompressed: true,
      globIgnore: ['**/*.{br,gz}'],
      setHeaders: (reply, path) => {
        reply.header('vary', 'accept-encoding');
        // Only what has a hash in its name never changes.
        if (!path.includes(`${sep}assets${sep}`)) reply.header('cache-control', 'no-cache');
      },
    });
  serviceRoute(server, built);
  server.setNotFoundHandler((request, reply) => {
    const isPage = request.method === 'GET' && !request.url.startsWith('/v1/') && !/\.\w+$/.test(request.url);
    if (built && isPage) return reply.header('cache-control', 'no-cache').sendFile('index.html');
    const detail =
      built || !isPage ? `There is no ${request.url}.` : 'The dashboard is not built: npm run prepare';
    return reply
      .code(404)
      .type('application/problem+json')
      .send(JSON.stringify(problem(404, detail)));
  });
}
