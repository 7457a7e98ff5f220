import { usePalette } from './Chart.tsx';
import classes from './Legend.module.css';
import type { Palette } from './palette.ts';

/** One entry: how the chart draws the series, its colour, its name. */
export interface LegendItem {
  readonly name: string;
  readonly colour: string;
  readonly mark: 'line' | 'dashed' | 'bar' | 'diamond' | 'dotted';
}

/** The names of a chart's series, as text that wraps and can be read out. */
export function Legend({ items }: { items: (palette: Palette) => readonly LegendItem[] }) {
  return (
    <ul className={classes.legend}>
      {items(usePalette()).map(({ name, colour, mark }) => (
        <li key={name} className={classes.item}>
          <span className={classes.mark} data-mark={mark} style={{ color: colour }} aria-hidden="true" />
          {name}
        </li>
      ))}
    </ul>
  );
}
