import type { ReactNode } from 'react';
import classes from './ModelsPage.module.css';

/** Names and their values, side by side. */
export const Facts = ({ facts }: { facts: Readonly<Record<string, ReactNode>> }) => (
  <dl className={`${classes.facts} figures`}>
    {Object.entries(facts).map(([name, fact]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{fact}</dd>
      </div>
    ))}
  </dl>
);
