import { Link } from '@tanstack/react-router';
import { EmptyNotice } from './EmptyNotice.tsx';

export function NotFound() {
  return (
    <main>
      <EmptyNotice title="There is no such page">
        <Link to="/">Go to the course overview</Link>
      </EmptyNotice>
    </main>
  );
}
