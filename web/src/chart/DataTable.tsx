import type { ReactNode } from 'react';
import classes from './DataTable.module.css';

interface DataTableProps {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly id: string;
    readonly name: ReactNode;
    readonly cells: readonly ReactNode[];
  }[];
  readonly maxHeightPx?: number;
}

/** A chart's data as a table that scrolls in its own box, by keyboard too. */
export function DataTable({ caption, columns, rows, maxHeightPx = 420 }: DataTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className={classes.box} style={{ maxHeight: maxHeightPx }} aria-label={caption} tabIndex={0}>
      <table className={`${classes.table} figures`}>
        <caption className={classes.caption}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, cells }) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              {cells.map((cell, index) => (
                <td key={columns[index + 1]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
