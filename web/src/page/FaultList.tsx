import type { Fault } from '../api.ts';
import classes from './FaultList.module.css';

interface FaultListProps {
  readonly faults: readonly Fault[];
  /** The name of a field by its path; the path itself where people wrote JSON. */
  readonly nameOf?: (path: string) => string;
}

const pathInBody = (path: string): string => path.replace(/^body\.?/, '') || 'The request';

/** Every wrong field: where it is, what would be right, and what was given. */
export const FaultList = ({ faults, nameOf = pathInBody }: FaultListProps) => (
  <ul className={classes.faults}>
    {faults.map(({ path, problem, given }) => (
      <li key={`${path} ${problem}`}>
        <code>{nameOf(path)}</code> {problem}
        {given !== undefined && <span className={classes.given}>; it is {given}</span>}
      </li>
    ))}
  </ul>
);
