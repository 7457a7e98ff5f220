import { EmptyNotice } from '../page/EmptyNotice.tsx';

export const NothingMeasured = () => (
  <EmptyNotice title="Nothing measured">
    No recording was analysed here: <code>rekindle responses analyse</code>, then{' '}
    <code>rekindle responses score</code>.
  </EmptyNotice>
);
