import { Skeleton } from '@mantine/core';

/** Stands in for a list of so many rows. */
export function RowsSkeleton({ rows }: { rows: number }) {
  return Array.from({ length: rows }, (_, row) => `row ${row}`).map((key) => (
    <Skeleton key={key} h={72} mb={16} />
  ));
}
