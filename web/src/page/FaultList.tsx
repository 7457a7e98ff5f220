import type { Fault } from '../api.ts';
import classes from './FaultList.module.css';

/** Every wrong field: where it is, what would be right, and what was given. */
export const FaultList = ({ faults }: { faults: readonly Fault[] }) => (
  <ul className={classes.faults}>
    {faults.map(({ path, problem, given }) => (
      <li key={`${path} ${problem}`}>
        <code>{path.replace(/^body\.?/, '') || 'The request'}</code> {problem}
        {given !== undefined && <span className={classes.given}>; it is {given}</span>}
      </li>
    ))}
  </ul>
);
