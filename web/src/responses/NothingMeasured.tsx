import { EmptyNotice } from '../page/EmptyNotice.tsx';

export const NothingMeasured = () => (
  <EmptyNotice title="Nothing measured">
    These recordings have not been analysed. Run <code>rekindle responses analyse</code>, then{' '}
    <code>rekindle responses score</code>.
  </EmptyNotice>
);
