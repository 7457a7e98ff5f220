import { beforeAll, describe, expect, test } from 'vitest';
import { answerOf, apiOver } from '../../test/fixtures/api.ts';
import type { EmbeddedStores } from '../../test/fixtures/embedded-stores.ts';
import { moment } from '../domain/moment.ts';

interface Operation {
  readonly summary?: string;
  readonly tags?: string[];
  readonly parameters?: { readonly in: string; readonly name: string }[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema?: object }> };
  readonly responses: Record<string, { readonly content?: Record<string, { readonly schema?: object }> }>;
}

interface Document {
  readonly openapi: string;
  readonly info: Record<string, string>;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, object> };
}

let document: Document;
let operations: [string, string, Operation][];

beforeAll(async () => {
  // Nothing is asked of the stores to tell what could be.
  const { server } = await apiOver({} as EmbeddedStores, moment(0));
  document = await answerOf<Document>(server, '/openapi.json');
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, string, Operation] => [
      method,
      path,
      operation,
    ]),
  );
  await server.close();
});

const refsIn = (value: unknown): string[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([key, inner]) => (key === '$ref' ? [String(inner)] : refsIn(inner)));

describe('the OpenAPI document', () => {
  test('describes every route: what it is for, what it answers, and what a failure looks like', () => {
    for (const [method, path, operation] of operations) {
      const name = `${method} ${path}`;
      expect(operation.summary, name).toMatch(/\S/);
      expect(operation.tags, name).toHaveLength(1);
      const [content] = Object.values(operation.responses['200']?.content ?? {});
      expect(content?.schema, name).toBeTypeOf('object');
      expect(operation.responses.default?.content, name).toHaveProperty(['application/problem+json']);
      if (method === 'get') expect(operation.requestBody, name).toBeUndefined();
    }
    console.log(`Routes described: ${operations.length}.`);
    expect(operations.length).toBeGreaterThanOrEqual(19);
  });

  // What the OpenAPI specification 3.1 asks of paths and references: https://spec.openapis.org/oas/v3.1.1.html
  test('is whole: every reference leads somewhere, every part of a path is a parameter', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d$/);
    for (const ref of refsIn(document)) {
      const [, , kind, name] = ref.split('/');
      expect(document.components, ref).toHaveProperty([kind, name]);
    }
    for (const [method, path, operation] of operations) {
      const told = (operation.parameters ?? []).filter((one) => one.in === 'path').map(({ name }) => name);
      expect(told.toSorted(), `${method} ${path}`).toEqual(
        [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).toSorted(),
      );
    }
  });

  test('is the contract that is kept beside the tests', async () => {
    // In the order of names: that of the schemas is the order in which files are loaded.
    const schemas = Object.fromEntries(Object.entries(document.components?.schemas ?? {}).sort());
    const kept = {
      ...document,
      info: { ...document.info, version: '' },
      components: { ...document.components, schemas },
    };
    await expect(`${JSON.stringify(kept, null, 2)}\n`).toMatchFileSnapshot(
      '../../test/flows/openapi.golden.json',
    );
  });
});
